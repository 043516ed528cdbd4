import { html, nothing } from '../lit.js';
import { accountPath, entryPath, follow } from '../app/routes.js';
import { money } from '../format/money.js';
import { exactMoment, fromNow } from '../format/time.js';
import { texts } from '../texts/texts.js';
import { Pages } from './pages.js';
import { StaffView } from './view.js';
import './settle.js';

/** The attention list: what needs a person, the oldest first, and what was settled. */
class UsageAttention extends StaffView {
  static properties = { state: { state: true } };

  pages = new Pages(this, 'cases');

  connectedCallback() {
    super.connectedCallback();
    this.#choose('open');
  }

  #choose(state) {
    this.state = state;
    this.pages.items = null;
    this.pages.show('/v1/attention', { state });
  }

  render() {
    return html`<section class="card" aria-label=${texts.app.attention} tabindex="-1">
      <div class="row" role="group" aria-label=${texts.attention.which}>
        ${['open', 'settled'].map((state) => html`<button aria-pressed=${this.state === state}
          @click=${() => this.#choose(state)}>${texts.attention[state]}</button>`)}</div>
      ${this.list(this.pages, this.state === 'open' ? texts.attention.none : texts.attention.noneSettled,
        (cases) => html`<ul class="lines" @acted=${() => this.reread(this.pages)}>
          ${cases.map((one) => this.#case(one))}</ul>`)}
    </section>`;
  }

  #case(one) {
    const { account_id: id, kind, amount_usd: amount } = one;
    const description = texts.attention.kinds[kind]?.[1];
    return html`<li><div class="between">
        <h3>${texts.attention.kinds[kind]?.[0] ?? kind}${amount
          ? html` · <span class="number">${money(amount)}</span>` : nothing}</h3>
        <time class="small muted" datetime=${one.since} title=${exactMoment(one.since)}>${
          fromNow(one.since)}</time></div>
      ${description ? html`<p class="small muted">${description}</p>` : nothing}
      ${one.request ? html`<p>${texts.attention.asked(one.request.by, one.request.amount_usd
        ? money(one.request.amount_usd) : texts.attention.whole)} ${texts.staff.quote(one.request.note)}</p>`
        : html`<p lang="en">${one.what}</p>
          <p><strong>${texts.attention.todo}</strong> <span lang="en">${one.todo}</span></p>`}
      <p class="small row"><a href=${accountPath(id)} @click=${follow}>${id}</a>
        ${one.sequence ? html`<a href=${entryPath(id, one.sequence)} @click=${follow}>${
          texts.staff.entry(one.sequence)}</a>` : nothing}
        ${['grant_id', 'top_up_id', 'payment_id', 'refund_id'].filter((name) => one[name]).map(
          (name) => html`<span class="muted">${texts.attention.names[name]} <code>${one[name]}</code></span>`)}
      </p>
      ${one.settled ? html`<div class="strip good"><p>${texts.attention.ended(
        one.settled.by, exactMoment(one.settled.at))} ${texts.staff.quote(one.settled.note)}</p></div>`
        : this.#ways(one)}</li>`;
  }

  #ways(one) {
    const { role, name } = this.session;
    if (one.kind !== 'APPROVAL') {
      return html`<div class="row"><usage-settle .case=${one} way="settle"></usage-settle></div>`;
    }
    if (role !== 'finance') {
      return html`<p class="small muted">${texts.attention.financeAlone}</p>`;
    }
    const own = one.request?.by === name;
    return html`<div class="row">
      ${own ? html`<p class="small muted">${texts.attention.ownRequest}</p>`
        : html`<usage-settle .case=${one} way="approve"></usage-settle>`}
      <usage-settle .case=${one} way="decline"></usage-settle></div>`;
  }
}
customElements.define('usage-attention', UsageAttention);
