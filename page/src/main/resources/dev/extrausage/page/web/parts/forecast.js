import { css, html, nothing } from '../lit.js';
import { Calm } from '../client/calm.js';
import { money, nanos } from '../format/money.js';
import { day, fromNow, moment } from '../format/time.js';
import { texts } from '../texts/texts.js';
import { AccountPart } from './part.js';

/** A forecast is read at most so often, in milliseconds: it moves by days, and is work to make. */
const PACE = 10_000;

/** How long the extra usage lasts, as a range; not there where there is too little to say. */
class ExtraUsageForecast extends AccountPart {
  static properties = { forecast: { state: true } };

  static styles = [...AccountPart.styles, css`
    .range { font-size: var(--eu-size-xl, 1.5rem); font-weight: 650; line-height: 1.2; }
  `];

  #calm = new Calm(() => this.#read(), PACE);

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#calm.stop();
  }

  firstShown() {
    this.forecast = null;
    this.#calm.ask();
  }

  onEntry() {
    this.#calm.ask();
  }

  async #read() {
    const { live } = this;
    try {
      const forecast = await this.load('/forecast');
      this.forecast = live === this.live ? forecast : this.forecast;
    } catch {
      // The range of a moment ago still tells; the next entry asks again.
    }
  }

  /** True where there is a rate and something that it draws on. */
  get #isTelling() {
    const { forecast } = this;
    return forecast !== null && nanos(forecast.balance_usd) > 0n
      && (forecast.lasts_from !== null || forecast.busiest_session !== null);
  }

  willUpdate(changed) {
    super.willUpdate(changed);
    this.hidden = !this.#isTelling;
  }

  skeleton() {
    return nothing;
  }

  failure() {
    return nothing; // the parts above say it
  }

  body() {
    if (!this.#isTelling) {
      return nothing;
    }
    const { forecast: { lasts_from: from, lasts_to: to, rates, busiest_session: session } } = this;
    const text = texts.forecast;
    return html`<section class="card" aria-labelledby="title">
      <h2 id="title">${text.title}</h2>
      ${from ? html`<div><p class="range" title=${`${moment(from)} – ${to ? moment(to) : ''}`}>${
        to && day(from) !== day(to) ? text.between(day(from), day(to)) : text.on(day(from))}</p>
        <p class="muted">${text.range}</p></div>` : nothing}
      ${session ? html`<p>${session.lasts_until
        ? text.session(session.session_id, money(session.per_hour_usd), moment(session.lasts_until),
          fromNow(session.lasts_until))
        : text.sessionEndless(session.session_id, money(session.per_hour_usd))}</p>` : nothing}
      <div class="scroll" role="group" tabindex="0" aria-label=${text.title}><table>
        <caption class="sr-only">${text.title}</caption>
        <thead><tr><th scope="col">${text.period}</th><th scope="col" class="number">${text.drawn}</th>
          <th scope="col" class="number">${text.perDay}</th>
          <th scope="col" class="number">${text.until}</th></tr></thead>
        <tbody>${rates.map((rate) => this.#rate(rate))}</tbody></table></div>
      <p class="muted small">${text.hint}</p>
    </section>`;
  }

  #rate({ days, drawn_usd: drawn, per_day_usd: pace, lasts_until: until }) {
    const text = texts.forecast;
    const end = until ? html`<span title=${moment(until)}>${day(until)}</span>`
      : html`<span class="muted">${pace === null ? text.tooShort : text.endless}</span>`;
    return html`<tr><th scope="row">${text.days(days)}</th><td class="number">${money(drawn)}</td>
      <td class="number">${pace === null ? '–' : money(pace)}</td><td class="number">${end}</td></tr>`;
  }
}
customElements.define('extra-usage-forecast', ExtraUsageForecast);
