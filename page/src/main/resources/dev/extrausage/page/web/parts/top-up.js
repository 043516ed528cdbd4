import { css, html, nothing } from '../lit.js';
import { newKey } from '../client/api.js';
import { money, nanos, typedUsd } from '../format/money.js';
import { moment } from '../format/time.js';
import { named, texts } from '../texts/texts.js';
import { announce } from '../ui/announce.js';
import { AccountPart } from './part.js';

const CENT = 10_000_000n;
const OTHER = 'other';

/** Adds credits: a preset or another amount, charged once, and what became of it. */
class ExtraUsageTopUp extends AccountPart {
  static properties = {
    terms: { state: true },
    chosen: { state: true },
    typed: { state: true },
    /** The payment under way: null, or {id, amount, state: 'sending' | 'pending'}. */
    payment: { state: true },
    outcome: { state: true },
    recent: { state: true },
  };

  static styles = [...AccountPart.styles, css`
    .presets { display: flex; flex-wrap: wrap; gap: var(--eu-2, 0.5rem); }
    .presets label { position: relative; display: inline-flex; align-items: center; cursor: pointer;
      min-height: 2.5rem; padding: 0.4rem 1rem; border: 1px solid var(--eu-control-line, #85857f);
      border-radius: var(--eu-radius-s, 0.375rem); font-variant-numeric: tabular-nums; }
    .presets input { position: absolute; opacity: 0; inset: 0; width: 100%; height: 100%; cursor: pointer; }
    .presets label:has(:checked) { background: var(--eu-accent-soft, #dff2ef);
      border-color: var(--eu-accent, #0f766e); box-shadow: inset 0 0 0 1px var(--eu-accent, #0f766e); }
    .presets label:has(:focus-visible) { outline: 2px solid var(--eu-focus, #1d4ed8); outline-offset: 2px; }
    fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
    legend { padding: 0; margin-bottom: var(--eu-2, 0.5rem); font-weight: 550; }
    .outcome { min-height: 1.5em; }
  `];

  /** One key for one unchanged attempt, so that a try again after a lost answer pays once. */
  #attempt = { amount: null, id: null };

  async firstShown() {
    this.chosen = null;
    this.typed = '';
    this.payment = null;
    this.outcome = null;
    try {
      const [catalog] = await Promise.all([this.live.api.get('/v1/catalog'), this.#loadRecent()]);
      this.terms = catalog.top_up;
      this.chosen = catalog.top_up.presets_usd[1] ?? catalog.top_up.presets_usd[0] ?? OTHER;
    } catch (problem) {
      this.terms = { presets_usd: [], min_usd: null, max_usd: null };
      this.chosen = OTHER;
    }
  }

  /** Puts the keyboard where an amount is chosen. */
  focusFirst() {
    this.renderRoot.querySelector('input:checked')?.focus();
  }

  onEntry(entry) {
    if (entry.type === 'CreditGranted' || entry.type === 'TopUpDeclined') {
      this.#loadRecent();
    }
  }

  async #loadRecent() {
    try {
      this.recent = (await this.load('/top-ups?limit=5')).top_ups;
    } catch {
      this.recent = this.recent ?? [];
    }
  }

  body(snapshot) {
    if (!this.terms) {
      return this.skeleton(3);
    }
    const amount = this.#amount();
    const wrong = this.#wrong(amount);
    return html`<section class="card" aria-labelledby="title">
      <h2 id="title">${texts.topUp.title}</h2>
      <form class="stack" @submit=${(event) => this.#submit(event, amount, wrong)} novalidate>
        <fieldset ?disabled=${this.payment !== null}><legend>${texts.topUp.amount}</legend>
          <div class="presets">
            ${this.terms.presets_usd.map((preset) => this.#choice(preset, money(preset)))}
            ${this.#choice(OTHER, texts.topUp.other)}
          </div></fieldset>
        ${this.chosen === OTHER ? this.#otherField(wrong) : nothing}
        <p class="muted small">${this.#consequence(snapshot, amount, wrong)}</p>
        <div class="row"><button class="primary" type="submit" ?disabled=${this.payment !== null || amount === null}>
          ${this.payment ? texts.topUp.charging(money(this.payment.amount))
            : amount === null ? texts.topUp.choose : texts.topUp.charge(money(amount))}</button></div>
        <div class="outcome" role="status">${this.#outcome()}</div>
      </form>
      ${this.recent?.length ? this.#recent() : nothing}
    </section>`;
  }

  #choice(value, text) {
    return html`<label><input type="radio" name="amount" .value=${value} .checked=${this.chosen === value}
      @change=${() => { this.chosen = value; this.outcome = null; }}><span>${text}</span></label>`;
  }

  #otherField(wrong) {
    const { min_usd: min, max_usd: max } = this.terms;
    return html`<div class="field"><label for="other">${texts.topUp.otherAmount}</label>
      <input id="other" class="money" inputmode="decimal" autocomplete="off" .value=${this.typed}
        ?disabled=${this.payment !== null} aria-describedby="bounds"
        aria-invalid=${this.typed && wrong ? 'true' : 'false'}
        @input=${(event) => { this.typed = event.target.value; this.outcome = null; }}>
      <p id="bounds" class=${this.typed && wrong ? 'small error' : 'small muted'}>${
        this.typed && wrong ? wrong : min ? texts.topUp.bounds(money(min), money(max)) : nothing}</p></div>`;
  }

  /** The chosen amount in the API's form; null while there is none. */
  #amount() {
    return this.chosen === OTHER ? typedUsd(this.typed) : this.chosen;
  }

  #wrong(amount) {
    const { min_usd: min, max_usd: max } = this.terms;
    if (amount === null) {
      return texts.topUp.notAnAmount;
    }
    if (nanos(amount) % CENT !== 0n) {
      return texts.topUp.wholeCents;
    }
    const outside = min && (nanos(amount) < nanos(min) || nanos(amount) > nanos(max));
    return outside ? texts.topUp.outside(money(min), money(max)) : null;
  }

  #consequence({ extra_usage: extra }, amount, wrong) {
    return amount === null || wrong ? texts.topUp.how
      : texts.topUp.after(money(amount), money(nanos(extra.balance_usd) + nanos(amount)));
  }

  #outcome() {
    const done = this.outcome;
    if (!done) {
      return this.payment?.state === 'pending' ? html`<p class="strip warn">${texts.topUp.pending}</p>` : nothing;
    }
    return html`<p class="strip ${done.good ? 'good' : 'bad'}">${done.text}</p>`;
  }

  #recent() {
    return html`<details><summary>${texts.topUp.recent}</summary><div class="scroll"><table>
      <caption class="sr-only">${texts.topUp.recent}</caption>
      <thead><tr><th>${texts.topUp.when}</th><th>${texts.topUp.by}</th><th>${texts.topUp.result}</th>
        <th class="number">${texts.topUp.amount}</th></tr></thead>
      <tbody>${this.recent.map((one) => html`<tr><td>${moment(one.requested_at)}</td>
        <td>${named(texts.topUp.kinds, one.kind)}</td>
        <td>${named(texts.topUp.statuses, one.status)}${one.decline_code
          ? html`: ${named(texts.topUp.declines, one.decline_code)}` : nothing}</td>
        <td class="number">${money(one.amount_usd)}</td></tr>`)}</tbody></table></div></details>`;
  }

  async #submit(event, amount, wrong) {
    event.preventDefault();
    if (this.payment || wrong || amount === null) {
      this.renderRoot.querySelector('#other')?.focus();
      return;
    }
    if (this.#attempt.amount !== amount) {
      this.#attempt = { amount, id: newKey() };
    }
    const { id } = this.#attempt;
    this.outcome = null;
    this.payment = { id, amount, state: 'sending' };
    try {
      const { status } = await this.live.write('POST', '/top-ups', { amount_usd: amount }, { key: id });
      if (status === 202) {
        this.payment = { ...this.payment, state: 'pending' };
        await this.#decided(id);
      }
      this.#done(true, texts.topUp.credited(money(amount)));
    } catch (problem) {
      this.#failed(problem);
    } finally {
      this.payment = null;
    }
  }

  /** Asks until a payment that takes its time is decided; rejects as it was declined. */
  async #decided(id) {
    for (;;) {
      await new Promise((resolve) => { setTimeout(resolve, 2000); });
      const answer = await this.load(`/top-ups/${encodeURIComponent(id)}`);
      if (answer.status !== 'pending') {
        await this.live.refresh();
        if (answer.status !== 'credited') {
          throw Object.assign(new Error(answer.status), { status: 402,
            problem: { decline_code: answer.decline_code } });
        }
        return;
      }
    }
  }

  #done(good, text) {
    this.#attempt = { amount: null, id: null };
    this.outcome = { good, text };
    if (good) {
      announce(text);
    }
    this.#loadRecent();
  }

  #failed(problem) {
    if (problem.status === 402) {
      const code = problem.problem.decline_code;
      this.#done(false, texts.topUp.declined(named(texts.topUp.declines, code)));
    } else if (problem.status === 0 || problem.status >= 500) {
      // The key stays: pressed again, this very payment is asked after, and not made twice.
      this.outcome = { good: false, text: texts.topUp.unknown };
    } else {
      this.#done(false, problem.message);
    }
  }
}
customElements.define('extra-usage-top-up', ExtraUsageTopUp);
