import { money } from '../../format/money.js';
import { texts } from '../../texts/texts.js';
import { DeskForm } from './desk-form.js';

/** The account closed: its allowance lapses, its credit is kept. */
class DeskClose extends DeskForm {
  get words() {
    return texts.desk.close;
  }

  get danger() {
    return true;
  }

  unavailable() {
    return this.snapshot.closed ? texts.desk.closedNow : null;
  }

  standing() {
    return this.words.standing;
  }

  effects() {
    const { allowance, extra_usage: extra, next_plan: next } = this.snapshot;
    return [this.words.blocks(this.account), this.words.lapses(money(allowance.left_usd)),
      this.words.keeps(money(extra.balance_usd)), ...next ? [texts.desk.plan.endsScheduled] : [],
      this.words.again];
  }

  request() {
    return { method: 'POST', path: '/close', body: { note: this.noteText } };
  }
}
customElements.define('usage-desk-close', DeskClose);
