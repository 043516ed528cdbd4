import { money, nanos } from '../../format/money.js';
import { moment } from '../../format/time.js';
import { named, texts } from '../../texts/texts.js';
import { BOUGHT } from '../effects.js';
import { choice } from '../fields.js';
import { DeskForm } from './desk-form.js';

/** Free credit withdrawn: all that is left of a grant that nobody paid for. */
class DeskVoid extends DeskForm {
  get words() {
    return texts.desk.void;
  }

  get danger() {
    return true;
  }

  get #grants() {
    return this.snapshot.extra_usage.grants.filter(({ kind, left_usd }) =>
      !BOUGHT.includes(kind) && nanos(left_usd) > 0n);
  }

  unavailable() {
    return this.#grants.length === 0 ? this.words.nothing : null;
  }

  standing() {
    return this.words.standing(money(this.#grants.reduce(
      (all, { left_usd }) => all + nanos(left_usd), 0n)));
  }

  initially() {
    return { grant_id: this.#grants[0]?.grant_id };
  }

  fields() {
    return choice(this, 'grant_id', this.words.which, this.#grants.map((one) => [one.grant_id,
      `${named(texts.staff.kinds, one.kind)}, ${moment(one.granted_at)}`, money(one.left_usd)]));
  }

  effects() {
    const grant = this.grant(this.values.grant_id);
    return grant ? [this.words.takes(money(grant.left_usd), named(texts.staff.kinds, grant.kind)),
      this.words.balance(money(this.balance), money(this.balance - nanos(grant.left_usd))),
      this.words.noMoney] : null;
  }

  check() {
    return this.grant(this.values.grant_id) ? {} : { grant_id: this.words.chooseOne };
  }

  request() {
    return { method: 'POST', path: `/credits/${encodeURIComponent(this.values.grant_id)}/void`,
      body: { note: this.noteText } };
  }
}
customElements.define('usage-desk-void', DeskVoid);
