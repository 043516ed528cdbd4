import { css, html, nothing } from '../lit.js';
import { Intention } from '../client/api.js';
import { catalogOf } from '../client/catalog.js';
import { money, nanos, typedUsd } from '../format/money.js';
import { texts } from '../texts/texts.js';
import { announce } from '../ui/announce.js';
import { AccountPart } from './part.js';
import { lastTopUps, outcomeOf } from './top-up-outcomes.js';

const CENT = 10_000_000n;
const OTHER = 'other';
const NO_TERMS = { presets_usd: [], min_usd: null, max_usd: null };
const ASK_AGAIN_MILLIS = 2000;

/** Adds credits: a preset or another amount, charged once, and what became of it. */
class ExtraUsageTopUp extends AccountPart {
  static properties = {
    catalog: { state: true },
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
  #intention = new Intention();

  async firstShown() {
    this.catalog = null;
    this.chosen = null;
    this.typed = '';
    this.payment = null;
    this.outcome = null;
    this.recent = null;
    const asked = this.live;
    const [catalog] = await Promise.allSettled([catalogOf(asked.api), this.#loadRecent()]);
    if (asked !== this.live) {
      return;
    }
    this.catalog = catalog.value ?? { plans: [], top_up: NO_TERMS };
    const { presets_usd: presets } = this.#terms;
    this.chosen = presets[1] ?? presets[0] ?? OTHER;
    this.#goOn();
  }

  /** Follows a payment that was not decided when the page was left. */
  #goOn() {
    const open = this.recent?.find(({ kind, status }) => kind === 'MANUAL' && status === 'pending');
    if (open && !this.payment) {
      this.#follow(open.top_up_id, open.amount_usd);
    }
  }

  get #terms() {
    return this.catalog.top_up;
  }

  get #plan() {
    return this.catalog.plans.find(({ plan }) => plan === this.snapshot.plan) ?? null;
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

  skeleton() {
    return super.skeleton(5);
  }

  body(snapshot) {
    if (!this.catalog) {
      return this.skeleton();
    }
    const unable = this.#unable(snapshot);
    return html`<section class="card" aria-labelledby="title">
      <h2 id="title">${texts.topUp.title}</h2>
      ${unable ? html`<p class="muted">${unable}</p>` : this.#form(snapshot)}
      ${this.recent?.length ? lastTopUps(this.recent) : nothing}
    </section>`;
  }

  /** Why nothing can be bought; null where it can. */
  #unable({ closed, plan }) {
    return closed ? texts.topUp.closed
      : !plan || this.#plan?.extra_usage === false ? texts.topUp.noAccess : null;
  }

  #form(snapshot) {
    const amount = this.#amount();
    const wrong = this.#wrong(amount, snapshot);
    return html`<form class="stack" @submit=${(event) => this.#submit(event, amount, wrong)} novalidate>
        <fieldset ?disabled=${this.payment !== null}><legend>${texts.topUp.amount}</legend>
          <div class="presets">
            ${this.#terms.presets_usd.map((preset) => this.#choice(preset, money(preset)))}
            ${this.#choice(OTHER, texts.topUp.other)}
          </div></fieldset>
        ${this.chosen === OTHER ? this.#otherField(wrong) : nothing}
        <p class=${wrong && this.chosen !== OTHER ? 'small error' : 'muted small'}>${this.#consequence(snapshot, amount, wrong)}</p>
        <div class="row"><button class="primary" type="submit" ?disabled=${Boolean(wrong)}
          aria-disabled=${this.payment ? 'true' : nothing}>
          ${this.payment ? texts.topUp.charging(money(this.payment.amount))
            : wrong ? texts.topUp.choose : texts.topUp.charge(money(amount))}</button></div>
        <div class="outcome" role="status">${this.#outcome()}</div>
      </form>`;
  }

  #choice(value, text) {
    return html`<label><input type="radio" name="amount" .value=${value} .checked=${this.chosen === value}
      @change=${() => { this.chosen = value; this.outcome = null; }}><span>${text}</span></label>`;
  }

  #otherField(wrong) {
    const { min_usd: min, max_usd: max } = this.#terms;
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

  #wrong(amount, { extra_usage: extra }) {
    const { min_usd: min, max_usd: max } = this.#terms;
    if (amount === null) {
      return texts.topUp.notAnAmount;
    }
    if (nanos(amount) % CENT !== 0n) {
      return texts.topUp.wholeCents;
    }
    const outside = min && (nanos(amount) < nanos(min) || nanos(amount) > nanos(max));
    if (outside) {
      return texts.topUp.outside(money(min), money(max));
    }
    const most = this.#plan?.max_balance_usd ?? null;
    return most !== null && nanos(extra.balance_usd) + nanos(amount) > nanos(most)
      ? texts.topUp.overMost(money(most)) : null;
  }

  #consequence({ extra_usage: extra }, amount, wrong) {
    if (amount === null || wrong) {
      return this.chosen === OTHER ? texts.topUp.how : wrong;
    }
    const after = texts.topUp.after(money(amount), money(nanos(extra.balance_usd) + nanos(amount)));
    return extra.on ? after : `${after} ${texts.topUp.whileOff}`;
  }

  #outcome() {
    const done = this.outcome;
    if (!done) {
      return this.payment?.state === 'pending'
        ? html`<p class="strip warn">${texts.topUp.pending(money(this.payment.amount))}</p>` : nothing;
    }
    return html`<p class="strip ${done.good ? 'good' : 'bad'}">${done.text}</p>`;
  }

  async #submit(event, amount, wrong) {
    event.preventDefault();
    if (this.payment) {
      return;
    }
    if (wrong || amount === null) {
      this.renderRoot.querySelector('#other')?.focus();
      return;
    }
    const id = this.#intention.keyFor([this.account, amount]);
    this.outcome = null;
    this.payment = { id, amount, state: 'sending' };
    try {
      const { status, body } = await this.live.write('POST', '/top-ups', { amount_usd: amount }, { key: id });
      if (status === 202) {
        await this.#follow(id, amount);
      } else {
        this.#decided(body);
      }
    } catch (problem) {
      this.#failed(problem, amount);
    } finally {
      this.payment = this.payment?.id === id ? null : this.payment;
    }
  }

  /** Asks until a payment that takes its time is decided. */
  async #follow(id, amount) {
    this.payment = { id, amount, state: 'pending' };
    const asked = this.live;
    while (asked === this.live && this.payment?.id === id) {
      await new Promise((resolve) => { setTimeout(resolve, ASK_AGAIN_MILLIS); });
      try {
        const answer = await asked.api.get(`${asked.path}/top-ups/${encodeURIComponent(id)}`);
        if (answer.status !== 'pending' && asked === this.live) {
          await asked.refresh();
          this.#decided(answer);
          this.payment = null;
        }
      } catch {
        // No answer says nothing about the payment: it is asked for again.
      }
    }
  }

  /** Says what became of a payment, and makes the next one another. */
  #decided(topUp) {
    this.#intention.answered();
    this.outcome = outcomeOf(topUp);
    if (this.outcome.good) {
      announce(this.outcome.text);
    }
    this.#loadRecent();
  }

  #failed(problem, amount) {
    if (problem.status === 402) {
      this.#decided({ status: 'declined', amount_usd: amount,
        decline_code: problem.problem.decline_code });
    } else if (problem.status === 0 || problem.status >= 500) {
      // The key stays: pressed again, this very payment is asked after, and not made twice.
      this.outcome = { good: false, text: texts.topUp.unknown };
    } else {
      this.#intention.answered();
      this.outcome = { good: false, text: problem.message };
      this.#loadRecent();
    }
  }
}
customElements.define('extra-usage-top-up', ExtraUsageTopUp);
