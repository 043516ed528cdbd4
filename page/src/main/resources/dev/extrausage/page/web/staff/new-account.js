import { html } from '../lit.js';
import { accountPath, follow } from '../app/routes.js';
import { count, money, typedUsd } from '../format/money.js';
import { day } from '../format/time.js';
import { texts } from '../texts/texts.js';
import { ActionForm } from './action-form.js';
import { wholeOf } from './effects.js';
import { input, select } from './fields.js';
import { StaffView } from './view.js';

/** A new account with its first plan. */
class UsageNewAccount extends ActionForm(StaffView) {
  static properties = { catalog: { attribute: false } };

  get words() {
    return texts.accounts.opening;
  }

  get noteOptional() {
    return true;
  }

  get entriesOf() {
    return this.values.account_id?.trim();
  }

  initially() {
    const plans = this.catalog.plans.map(({ plan }) => plan);
    return { account_id: '', plan: plans.includes('pro') ? 'pro' : plans[0], seats: '1' };
  }

  fields() {
    const { words } = this;
    return html`${input(this, 'account_id', words.id, { first: true, hint: words.idHint })}
      <div class="pair">${select(this, 'plan', texts.desk.plan.which,
        this.catalog.plans.map(({ plan }) => [plan, plan]))}
        ${input(this, 'seats', texts.desk.plan.seats, { type: 'number', min: 1, max: 1000000 })}
        ${input(this, 'allowance_usd', texts.desk.plan.custom, { money: true, optional: true,
          hint: texts.desk.plan.customHint })}
        ${input(this, 'cycle_anchor', words.anchor, { type: 'date', optional: true,
          hint: words.anchorHint })}</div>`;
  }

  check() {
    const { account_id: id, seats, allowance_usd: custom, cycle_anchor: anchor } = this.values;
    const errors = {};
    if (!/^[!-~]{1,64}$/.test(id.trim())) {
      errors.account_id = this.words.idWrong;
    }
    if (!/^[1-9]\d{0,6}$/.test(seats) || Number(seats) > 1_000_000) {
      errors.seats = texts.desk.plan.seatsWrong;
    }
    if (custom && typedUsd(custom) === null) {
      errors.allowance_usd = texts.staff.amountWrong;
    }
    if (anchor && !(new Date(`${anchor}T00:00:00`) <= Date.now())) {
      errors.cycle_anchor = this.words.anchorWrong;
    }
    return errors;
  }

  effects() {
    const { account_id: id, plan, seats, allowance_usd: custom, cycle_anchor: anchor } = this.values;
    if (Object.keys(this.check()).length > 0) {
      return null;
    }
    const terms = this.catalog.plans.find((one) => one.plan === plan);
    const whole = wholeOf(terms, Number(seats), custom ? typedUsd(custom) : null);
    return [this.words.opens(id.trim(), plan, count(Number(seats))), this.words.allowance(money(whole)),
      anchor ? this.words.anchored(day(`${anchor}T00:00:00`)) : this.words.fromNow,
      this.words.openAlready];
  }

  request() {
    const { account_id: id, plan, seats, allowance_usd: custom, cycle_anchor: anchor } = this.values;
    return { method: 'POST', path: '/v1/accounts', body: { account_id: id.trim(), plan,
      seats: Number(seats), ...custom ? { allowance_usd: typedUsd(custom) } : {},
      ...anchor ? { cycle_anchor: new Date(`${anchor}T00:00:00`).toISOString() } : {},
      ...this.noteText ? { note: this.noteText } : {} } };
  }

  write({ method, path, body }, key) {
    return this.api.write(method, path, body, { key });
  }

  result() {
    const id = this.values.account_id.trim();
    return html`<p>${this.said}</p>
      <p><a href=${accountPath(id)} @click=${(event) => {
        this.close();
        follow(event);
      }}>${this.words.toPage}</a></p>`;
  }

  render() {
    return this.form({ disabled: !this.catalog });
  }
}
customElements.define('usage-new-account', UsageNewAccount);
