import { money, typedUsd } from '../../format/money.js';
import { html, nothing } from '../../lit.js';
import { texts } from '../../texts/texts.js';
import { starterOf } from '../effects.js';
import { input } from '../fields.js';
import { DeskForm } from './desk-form.js';

/** The starter credit offered to this account, once. */
class DeskOffer extends DeskForm {
  get words() {
    return texts.desk.offer;
  }

  get #terms() {
    return this.catalog?.plans.find(({ plan }) => plan === this.snapshot.plan);
  }

  get #amounts() {
    return starterOf(this.#terms, this.snapshot.seats);
  }

  get #byHistory() {
    return this.#terms?.starter_credit?.kind === 'third_party_history';
  }

  unavailable() {
    const { starter_credit: offered, closed } = this.snapshot;
    if (offered) {
      return this.words[offered.claimed ? 'claimed' : 'offered'](money(offered.amount_usd));
    }
    return closed ? texts.desk.closedNow : this.catalog && !this.#amounts ? this.words.none : null;
  }

  standing() {
    return this.words.standing;
  }

  fields() {
    return this.#byHistory ? html`${input(this, 'history_usd', this.words.history, { money: true,
      optional: true, first: true, hint: this.words.historyHint })}` : nothing;
  }

  effects() {
    const amounts = this.#amounts;
    if (!amounts) {
      return null;
    }
    return [amounts.least === amounts.most ? this.words.fixed(money(amounts.most))
      : this.words.range(money(amounts.least), money(amounts.most)),
    this.words.claim, this.words.once];
  }

  check() {
    const typed = this.values.history_usd;
    return typed && typedUsd(typed) === null ? { history_usd: texts.staff.amountWrong } : {};
  }

  request() {
    const history = this.values.history_usd ? { history_usd: typedUsd(this.values.history_usd) } : {};
    return { method: 'POST', path: '/starter-credit/offer', body: { ...history, note: this.noteText } };
  }

  result() {
    const offered = this.snapshot.starter_credit;
    return html`<p>${this.said}</p>
      ${offered ? html`<p>${this.words.offered(money(offered.amount_usd))}</p>` : nothing}`;
  }
}
customElements.define('usage-desk-offer', DeskOffer);
