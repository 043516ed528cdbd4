import { money } from '../format/money.js';
import { texts } from '../texts/texts.js';
import { ActionForm } from './action-form.js';
import { StaffView } from './view.js';

/** The end of a case: settled with a note, or a refund approved or turned down. */
class UsageSettle extends ActionForm(StaffView) {
  static properties = {
    case: { attribute: false },
    /** settle, approve or decline. */
    way: { type: String },
  };

  get words() {
    return texts.attention[this.way];
  }

  get entriesOf() {
    return this.case.account_id;
  }

  get danger() {
    return this.way === 'decline';
  }

  effects() {
    const { amount_usd: amount, account_id: id } = this.case;
    return this.words.effects(amount ? money(amount) : texts.attention.whole, id);
  }

  request() {
    const approve = { settle: {}, approve: { approve: true }, decline: { approve: false } };
    return { method: 'POST', path: `/v1/attention/${encodeURIComponent(this.case.case)}/settle`,
      body: { ...approve[this.way], note: this.noteText } };
  }

  write({ method, path, body }, key) {
    return this.api.write(method, path, body, { key });
  }

  render() {
    return this.form({ look: this.way === 'approve' ? 'primary' : '' });
  }
}
customElements.define('usage-settle', UsageSettle);
