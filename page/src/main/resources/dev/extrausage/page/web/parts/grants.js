import { css, html, nothing } from '../lit.js';
import { Calm } from '../client/calm.js';
import { money } from '../format/money.js';
import { day, fromNow, moment } from '../format/time.js';
import { named, texts } from '../texts/texts.js';
import { bar, barStyle } from './bar.js';
import { AccountPart } from './part.js';

/** A grant that expires within so many milliseconds is marked: two weeks. */
const SOON = 14 * 86_400_000;

/** The grants in the order in which they will be used, what is left of each, and until when. */
class ExtraUsageGrants extends AccountPart {
  static properties = {
    /** What each grant began with, by its id; known for those bought, given and claimed. */
    wholes: { state: true },
  };

  static styles = [...AccountPart.styles, barStyle, css`
    .left { display: grid; gap: var(--eu-1, 0.25rem); justify-items: end; }
    .left .bar { width: 7rem; }
    td.day { white-space: nowrap; }
    th.number, td.number { padding-inline-end: var(--eu-5, 1.5rem); }
    td.kind { min-width: 6rem; }
    @media (max-width: 30rem) { .since { display: none; } .left .bar { width: 5rem; }
      th.number, td.number { padding-inline-end: var(--eu-3, 0.75rem); } }
    tfoot > tr > * { border-bottom: 0; border-top: 1px solid var(--eu-control-line, #85857f);
      font-weight: 600; color: inherit; font-size: inherit; }
  `];

  #calm = new Calm(() => this.#read());

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#calm.stop();
  }

  firstShown() {
    this.wholes = new Map();
    this.#calm.ask();
  }

  onEntry({ type }) {
    if (type === 'CreditGranted' || type === 'StarterCreditClaimed') {
      this.#calm.ask();
    }
  }

  /** Payments name their grants; of what was given, the entry has the grant's id, or is the claim. */
  async #read() {
    const { live } = this;
    try {
      const [{ top_ups: topUps }, { entries }] = await Promise.all([this.load('/top-ups?limit=200'),
        this.load('/entries?type=CreditGranted,StarterCreditClaimed&outcome=APPLIED&limit=200')]);
      if (live === this.live) {
        this.wholes = new Map([
          ...entries.map((entry) => [entry.type === 'StarterCreditClaimed' ? 'starter' : entry.event_id,
            entry.extra_usage_change_usd]),
          ...topUps.filter((topUp) => topUp.grant_id).map((topUp) => [topUp.grant_id, topUp.amount_usd])]);
      }
    } catch {
      this.wholes = new Map(); // the table does without
    }
  }

  body({ extra_usage: { grants, balance_usd: balance, on } }) {
    const text = texts.grants;
    return html`<section class="card" aria-labelledby="title">
      <h2 id="title">${text.title}</h2>
      ${grants.length === 0 ? html`<p class="muted">${text.empty}</p>` : html`
        <p class="muted">${on ? text.order : text.off}</p>
        <div class="scroll" role="group" tabindex="0" aria-labelledby="title"><table>
          <caption class="sr-only">${text.title}</caption>
          <thead><tr><th scope="col">${text.place}</th><th scope="col">${text.kind}</th>
            <th scope="col" class="number">${text.left}</th><th scope="col">${text.expires}</th>
            <th scope="col" class="since">${text.granted}</th></tr></thead>
          <tbody>${grants.map((grant, i) => this.#grant(grant, i, on))}</tbody>
          <tfoot><tr><th scope="row" colspan="2">${text.total}</th>
            <td class="number">${money(balance)}</td><td></td><td class="since"></td></tr></tfoot></table></div>`}
    </section>`;
  }

  #grant({ grant_id: id, kind, left_usd: left, granted_at: granted, expires_at: expires }, i, on) {
    const text = texts.grants;
    const whole = this.wholes.get(id);
    return html`<tr><td>${i + 1}</td>
      <td class="kind" title=${id}>${named(text.kinds, kind)}
        ${i === 0 && on ? html` <span class="tag accent">${text.next}</span>` : nothing}</td>
      <td class="number"><div class="left"><span>${money(left)}${whole
        ? html` <span class="muted small">${text.of(money(whole))}</span>` : nothing}</span>
        ${whole ? bar(left, whole, 'extra', text.bar(money(left), money(whole))) : nothing}</div></td>
      <td>${this.#expiry(expires)}</td>
      <td class="day since" title=${moment(granted)}>${day(granted)}</td></tr>`;
  }

  #expiry(expires) {
    if (expires === null) {
      return html`<span class="muted">${texts.grants.never}</span>`;
    }
    return html`<span class="number" title=${moment(expires)}>${day(expires)}</span>
      ${new Date(expires) - Date.now() < SOON
        ? html`<span class="tag warn">${texts.grants.soon(fromNow(expires))}</span>` : nothing}`;
  }
}
customElements.define('extra-usage-grants', ExtraUsageGrants);
