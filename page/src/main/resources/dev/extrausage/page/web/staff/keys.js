import { html, nothing } from '../lit.js';
import { accountPath, follow } from '../app/routes.js';
import { exactMoment, moment } from '../format/time.js';
import { named, texts } from '../texts/texts.js';
import { Pages } from './pages.js';
import { StaffView } from './view.js';
import './new-key.js';
import './revoke-key.js';

/** The keys of the API: who has which, until when; made here, shown once, and revoked. */
class UsageKeys extends StaffView {
  pages = new Pages(this, 'keys');

  connectedCallback() {
    super.connectedCallback();
    this.pages.show('/v1/keys');
  }

  render() {
    return html`<section class="card" aria-label=${texts.app.keys} tabindex="-1"
        @acted=${() => this.reread(this.pages)}>
      <div class="between"><p class="muted">${texts.keys.intro}</p><usage-new-key></usage-new-key></div>
      ${this.list(this.pages, texts.keys.none, (keys) => html`<table>
        <caption class="sr-only">${texts.app.keys}</caption>
        <thead><tr><th scope="col">${texts.keys.id}</th><th scope="col">${texts.keys.role}</th>
          <th scope="col" class="wide">${texts.keys.made}</th>
          <th scope="col" class="wide">${texts.keys.state}</th>
          <th scope="col"><span class="sr-only">${texts.keys.revoke.open}</span></th></tr></thead>
        <tbody>${keys.map((key) => this.#row(key))}</tbody></table>`)}
    </section>`;
  }

  #row(key) {
    const ended = key.revoked_at || (key.expires_at && new Date(key.expires_at) <= Date.now());
    const own = this.session?.name === `key:${key.id}`;
    return html`<tr><th scope="row"><code>${key.id}</code>${own
        ? html` <span class="tag accent">${texts.keys.own}</span>` : nothing}</th>
      <td>${named(texts.staff.roles, key.role)}${key.account_id ? html` ·
        <a class="breaks" href=${accountPath(key.account_id)} @click=${follow}>${key.account_id}</a>` : nothing}${
        key.member_id ? html` · ${texts.keys.memberOf(key.member_id)}` : nothing}</td>
      <td class="wide"><time datetime=${key.created_at} title=${exactMoment(key.created_at)}>${
        moment(key.created_at)}</time></td>
      <td class="wide">${this.#state(key)}</td>
      <td class="number">${ended ? html`<span class="tag">${key.revoked_at ? texts.keys.revoked
        : texts.keys.expired}</span>` : html`<usage-revoke-key .key=${key} ?own=${own}></usage-revoke-key>`}</td></tr>`;
  }

  #state({ revoked_at: revoked, expires_at: expires }) {
    return revoked ? texts.keys.revokedAt(moment(revoked))
      : expires ? texts.keys.until(moment(expires)) : texts.keys.forEver;
  }
}
customElements.define('usage-keys', UsageKeys);
