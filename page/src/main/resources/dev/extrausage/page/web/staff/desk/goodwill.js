import { html } from '../../lit.js';
import { money, nanos, typedUsd } from '../../format/money.js';
import { moment } from '../../format/time.js';
import { texts } from '../../texts/texts.js';
import { input } from '../fields.js';
import { DeskForm } from './desk-form.js';

/** Goodwill credit: support gives extra usage that nobody paid for. */
class DeskGoodwill extends DeskForm {
  get words() {
    return texts.desk.goodwill;
  }

  standing() {
    return this.words.standing(money(this.snapshot.extra_usage.balance_usd));
  }

  fields() {
    return html`<div class="pair">
      ${input(this, 'amount_usd', texts.staff.amount, { money: true, first: true })}
      ${input(this, 'expires_at', this.words.expires, { type: 'date', optional: true,
        hint: this.words.expiresHint })}</div>`;
  }

  /** The end of the day that was chosen, by the clock of who chose it; null for no expiry. */
  get #expiry() {
    const day = this.values.expires_at;
    return day ? new Date(`${day}T23:59:59.999`) : null;
  }

  effects() {
    const amount = typedUsd(this.values.amount_usd ?? '');
    if (amount === null || nanos(amount) === 0n) {
      return null;
    }
    const { account, snapshot, words } = this;
    const expiry = this.#expiry;
    return [words.gives(account, money(amount)),
      words.balance(money(this.balance), money(this.balance + nanos(amount))),
      expiry && !Number.isNaN(+expiry) ? words.until(moment(expiry)) : words.forEver,
      ...snapshot.closed || !snapshot.extra_usage.on ? [words.frozen] : []];
  }

  check() {
    const amount = typedUsd(this.values.amount_usd ?? '');
    const errors = {};
    if (amount === null || nanos(amount) === 0n) {
      errors.amount_usd = texts.staff.amountWrong;
    }
    if (this.#expiry && !(this.#expiry > Date.now())) {
      errors.expires_at = this.words.past;
    }
    return errors;
  }

  request() {
    const expires = this.#expiry ? { expires_at: this.#expiry.toISOString() } : {};
    return { method: 'POST', path: '/credits',
      body: { amount_usd: typedUsd(this.values.amount_usd), ...expires, note: this.noteText } };
  }
}
customElements.define('usage-desk-goodwill', DeskGoodwill);
