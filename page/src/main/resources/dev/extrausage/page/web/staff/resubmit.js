import { html, nothing } from '../lit.js';
import { count, money } from '../format/money.js';
import { named, texts } from '../texts/texts.js';
import { ActionForm } from './action-form.js';
import { input, select } from './fields.js';
import { StaffView } from './view.js';

/** The reasons for which refused usage may be sent again, once what was missing is there. */
const REASONS = ['UNPRICED_MODEL', 'UNPRICED_TIER', 'UNPRICED_UNIT', 'UNKNOWN_ACCOUNT',
  'ACCOUNT_CLOSED', 'IN_THE_FUTURE', 'OVERFLOW'];

/** Refused usage sent again; a dry run first says how much of it there is. */
class UsageResubmit extends ActionForm(StaffView) {
  static properties = {
    /** What the dry run found; null before it. */
    found: { state: true },
    looking: { state: true },
  };

  #timer = null;

  get words() {
    return texts.rejected.resubmit;
  }

  get noteless() {
    return true;
  }

  initially() {
    this.found = null;
    this.#look('UNPRICED_MODEL', '');
    return { reason: 'UNPRICED_MODEL', since: '' };
  }

  fields() {
    return html`<div class="pair">${select(this, 'reason', this.words.reason, REASONS.map((reason) =>
      [reason, texts.rejected.reasons[reason]]), { first: true })}
      ${input(this, 'since', this.words.since, { type: 'date', optional: true })}</div>
      ${this.looking ? html`<p class="small muted" role="status">${this.words.looking}</p>` : nothing}`;
  }

  typed() {
    this.found = null;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(this.values.reason, this.values.since), 300);
  }

  #body(reason, since) {
    return { reason, ...since ? { since: new Date(`${since}T00:00:00`).toISOString() } : {} };
  }

  async #look(reason, since) {
    this.looking = true;
    try {
      const answer = await this.api.fetch('POST', '/v1/resubmissions',
        { body: { ...this.#body(reason, since), dry_run: true } });
      const found = await answer.json();
      if (this.values.reason === reason && this.values.since === since) {
        this.found = found.status === 'running' ? null : found;
      }
    } catch (problem) {
      this.trouble = { text: problem.message };
    }
    this.looking = false;
  }

  effects() {
    const { found, words } = this;
    if (!found) {
      return null;
    }
    if (found.open === 0) {
      return [words.nothing];
    }
    return [words.found(count(found.open)), words.sends(count(found.sent), money(found.cost_usd)),
      ...found.without_price > 0 ? [words.withoutPrice(count(found.without_price))] : [],
      ...found.too_old > 0 ? [words.tooOld(count(found.too_old))] : [], words.once];
  }

  check() {
    const { found, words } = this;
    return found?.sent > 0 ? {}
      : { reason: !found ? words.looking : found.open === 0 ? words.nothing : words.notYet };
  }

  request() {
    return { method: 'POST', path: '/v1/resubmissions', 
      body: this.#body(this.values.reason, this.values.since) };
  }

  /** Needs no key: the events keep their own ids, so nothing counts twice. */
  async write({ method, path, body }) {
    const answer = await this.api.fetch(method, path, { body });
    return { status: 200, body: await answer.json() }; // 202 says that it goes on by itself
  }

  result() {
    const { answer, words } = this;
    if (answer.sent === undefined) {
      return super.result();
    }
    const figures = [[words.paid, answer.paid], [words.late, answer.late],
      [words.uncovered, answer.uncovered], [words.duplicates, answer.duplicates]];
    return html`<p>${this.said}</p><ul class="small">
      ${figures.filter(([, size]) => size > 0).map(([text, size]) => html`<li>${text}: ${count(size)}</li>`)}
      ${Object.entries(answer.refused_again).map(([reason, size]) => html`<li>${words.refused(
        named(texts.staff.reasons, reason))}: ${count(size)}</li>`)}</ul>`;
  }

  render() {
    return this.form();
  }
}
customElements.define('usage-resubmit', UsageResubmit);
