import { html, nothing } from '../../lit.js';
import { money, nanos, typedUsd } from '../../format/money.js';
import { moment } from '../../format/time.js';
import { named, texts } from '../../texts/texts.js';
import { BOUGHT, refundOf, wholeCents } from '../effects.js';
import { choice, input } from '../fields.js';
import { DeskForm } from './desk-form.js';

/** A refund: bought credit goes back to the card, whole or in part. */
class DeskRefund extends DeskForm {
  get words() {
    return texts.desk.refund;
  }

  get #grants() {
    return this.snapshot.extra_usage.grants.filter(({ kind, left_usd }) =>
      BOUGHT.includes(kind) && wholeCents(nanos(left_usd)) > 0n);
  }

  unavailable() {
    return this.#grants.length === 0 ? this.words.nothing : null;
  }

  standing() {
    const sum = this.#grants.reduce((all, { left_usd }) => all + wholeCents(nanos(left_usd)), 0n);
    return this.words.standing(money(sum));
  }

  initially() {
    return { grant_id: this.#grants[0]?.grant_id, part: 'whole' };
  }

  fields() {
    const { values, words } = this;
    const grant = this.grant(values.grant_id);
    return html`${choice(this, 'grant_id', words.which, this.#grants.map((one) => [one.grant_id,
      `${named(texts.staff.kinds, one.kind)}, ${moment(one.granted_at)}`, money(one.left_usd)]))}
      ${grant ? choice(this, 'part', words.howMuch, [
        ['whole', words.whole, money(refundOf(grant, null).paid)], ['some', words.some]]) : nothing}
      ${values.part === 'some' ? input(this, 'amount_usd', texts.staff.amount, { money: true,
        hint: words.cents }) : nothing}`;
  }

  /** The amount in USD, null for all that is left, undefined while it is none. */
  get #amount() {
    if (this.values.part === 'whole') {
      return null;
    }
    const amount = typedUsd(this.values.amount_usd ?? '');
    return amount !== null && nanos(amount) > 0n && nanos(amount) === wholeCents(nanos(amount))
      ? amount : undefined;
  }

  effects() {
    const grant = this.grant(this.values.grant_id);
    const amount = this.#amount;
    if (!grant || amount === undefined) {
      return null;
    }
    const { paid, left } = refundOf(grant, amount);
    if (left < 0n) {
      return null;
    }
    const { words, snapshot, role } = this;
    return [words.pays(money(paid)), left > 0n ? words.stays(money(left)) : words.staysNone,
      words.balance(money(this.balance), money(this.balance - paid)),
      ...amount === null ? [words.meanwhile] : [],
      ...snapshot.auto_reload.enabled ? [words.suspends] : [],
      ...role === 'finance' ? [words.second] : []];
  }

  check() {
    const grant = this.grant(this.values.grant_id);
    if (!grant) {
      return { grant_id: this.words.chooseOne };
    }
    const amount = this.#amount;
    if (amount === undefined) {
      return { amount_usd: this.words.centsWrong };
    }
    return amount !== null && refundOf(grant, amount).left < 0n
      ? { amount_usd: this.words.tooMuch(money(wholeCents(nanos(grant.left_usd)))) } : {};
  }

  request() {
    const amount = this.#amount;
    return { method: 'POST', path: '/refunds', body: { grant_id: this.values.grant_id,
      ...amount === null ? {} : { amount_usd: amount }, note: this.noteText } };
  }
}
customElements.define('usage-desk-refund', DeskRefund);
