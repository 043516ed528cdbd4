import { html } from '../../lit.js';
import { count, money, nanos, typedUsd } from '../../format/money.js';
import { day } from '../../format/time.js';
import { texts } from '../../texts/texts.js';
import { planNow, wholeOf } from '../effects.js';
import { choice, input, select } from '../fields.js';
import { DeskForm } from './desk-form.js';

/** Another plan, number of seats or allowance, at once or from the next billing cycle on. */
class DeskPlan extends DeskForm {
  get words() {
    return texts.desk.plan;
  }

  unavailable() {
    return this.catalog ? null : texts.states.loading;
  }

  standing() {
    const { snapshot, words } = this;
    const now = snapshot.closed ? texts.desk.closedNow
      : words.standing(snapshot.plan, snapshot.seats, money(snapshot.allowance.whole_usd));
    return snapshot.next_plan ? `${now} ${words.scheduled(snapshot.next_plan.plan,
      snapshot.next_plan.seats, day(snapshot.cycle_end))}` : now;
  }

  initially() {
    const { plan, seats } = this.snapshot;
    return { plan: plan ?? this.catalog.plans[0].plan, seats: String(seats ?? 1), when: 'now' };
  }

  fields() {
    const { words, snapshot } = this;
    return html`<div class="pair">
        ${select(this, 'plan', words.which, this.catalog.plans.map(({ plan }) => [plan, plan]),
          { first: true })}
        ${input(this, 'seats', words.seats, { type: 'number', min: 1, max: 1000000 })}
        ${input(this, 'allowance_usd', words.custom, { money: true, optional: true,
          hint: words.customHint })}</div>
      ${snapshot.closed ? '' : choice(this, 'when', words.when, [['now', words.now],
        ['cycle_end', words.cycleEnd(day(snapshot.cycle_end))]])}`;
  }

  /** What was chosen, as the API takes it; null while a field is wrong. */
  get #chosen() {
    const { plan, seats, allowance_usd: typed } = this.values;
    const custom = typed ? typedUsd(typed) : null;
    return Object.keys(this.check()).length > 0 ? null
      : { plan, seats: Number(seats), allowance_usd: custom };
  }

  get #when() {
    return this.snapshot.closed ? 'now' : this.values.when;
  }

  effects() {
    const chosen = this.#chosen;
    if (!chosen) {
      return null;
    }
    const { snapshot, words } = this;
    const terms = this.catalog.plans.find(({ plan }) => plan === chosen.plan);
    const frozen = !terms.extra_usage ? [words.frozen(money(this.balance))] : [];
    if (this.#when === 'cycle_end') {
      const whole = wholeOf(terms, chosen.seats, chosen.allowance_usd);
      const same = chosen.plan === snapshot.plan && chosen.seats === snapshot.seats
        && whole === nanos(snapshot.allowance.whole_usd);
      return same ? [snapshot.next_plan ? words.unscheduled : words.same]
        : [words.later(day(snapshot.cycle_end)),
          words.becomes(chosen.plan, count(chosen.seats), money(whole)), ...frozen];
    }
    const after = planNow(snapshot, this.catalog, chosen);
    if (after.kind === 'same') {
      return [words.same];
    }
    const ends = snapshot.next_plan ? [words.endsScheduled] : [];
    return after.kind === 'prorated' ? [words.atOnce(chosen.plan, count(chosen.seats)),
      words.prorated, ...ends, ...frozen]
      : [words.atOnce(chosen.plan, count(chosen.seats)), words.whole(money(after.whole)),
        words[after.kind](money(after.left), snapshot.allowance.used_usd
          && money(snapshot.allowance.used_usd), snapshot.cycle_end && day(snapshot.cycle_end)),
        ...ends, ...frozen];
  }

  check() {
    const { seats, allowance_usd: custom } = this.values;
    const errors = {};
    if (!/^[1-9]\d{0,6}$/.test(seats ?? '') || Number(seats) > 1_000_000) {
      errors.seats = this.words.seatsWrong;
    }
    if (custom && typedUsd(custom) === null) {
      errors.allowance_usd = texts.staff.amountWrong;
    }
    return errors;
  }

  request() {
    const { allowance_usd: custom, ...chosen } = this.#chosen;
    return { method: 'PUT', path: '/plan', body: { ...chosen, when: this.#when,
      ...custom === null ? {} : { allowance_usd: custom }, note: this.noteText } };
  }
}
customElements.define('usage-desk-plan', DeskPlan);
