import { css, html, nothing } from '../lit.js';
import { accountPath, statementPath } from '../app/routes.js';
import { later } from '../client/api.js';
import { Calm } from '../client/calm.js';
import { announce } from '../ui/announce.js';
import { locale, texts } from '../texts/texts.js';
import '../ui/disclosure.js';
import { AccountPart } from './part.js';
import { printAlone } from './statement/print.js';
import { monthOf, monthsBetween } from './statement/months.js';

/** The current cycle's statement is read again at most so often, in milliseconds: it is long. */
const PACE = 10_000;

/** Far enough back for the first cycle of any account. */
const BEFORE_ALL = '2020-01-01T00:00:00Z';

/** The statements of the billing cycles; one is open at a time, in its place and by its link. */
class ExtraUsageStatements extends AccountPart {
  static properties = {
    /** The month, YYYY-MM, whose statement is open; null: none. */
    cycle: { type: String },
    months: { state: true },
    statements: { state: true },
    problem: { state: true },
  };

  static styles = [...AccountPart.styles, css`
    .month { border-bottom: 1px solid var(--eu-line, #dededa); }
    .month:last-child { border-bottom: 0; }
    .month > .head { align-items: center; padding-block: var(--eu-1, 0.25rem); }
    .open { padding: var(--eu-2, 0.5rem) 0 var(--eu-5, 1.5rem); }
    h4 { margin: 0; font-size: inherit; }
    .statement { gap: var(--eu-4, 1rem); }
    .statement > * { min-width: 0; }
    tfoot > tr > * { border-bottom: 0; font-weight: 600; color: inherit; font-size: inherit; }
    tfoot > tr:first-child > * { border-top: 1px solid var(--eu-control-line, #85857f); }
    .disclose { padding-inline: 0.2rem; }
    .disclose .mark { display: inline-block; transition: transform 0.15s; }
    .disclose[aria-expanded="true"] .mark { transform: rotate(90deg); }
    @media (max-width: 30rem) { table { font-size: var(--eu-size-s, 0.8125rem); }
      th, td { padding-inline-end: var(--eu-2, 0.5rem); } }
    @media print { .month { border: 0; } .closed { display: none; } }
  `];

  #calm = new Calm(() => this.#read(), PACE);

  #leavePrint = null;

  connectedCallback() {
    super.connectedCallback();
    this.#leavePrint = printAlone(this, () => Boolean(this.cycle && this.statements));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#leavePrint();
    this.#calm.stop();
  }

  firstShown() {
    this.months = null;
    this.#readMonths();
  }

  onEntry() {
    // Only the statement of the current cycle changes; older ones are what they were.
    if (this.cycle && this.cycle === this.#currentMonth) {
      this.#calm.ask();
    }
  }

  willUpdate(changed) {
    super.willUpdate(changed);
    if (changed.has('cycle') || changed.has('account')) {
      this.statements = null;
      this.problem = null;
      if (this.cycle && this.live) {
        this.#isLinked = !this.#isClicked;
        this.#read();
      }
      this.#isClicked = false;
    }
  }

  updated() {
    if (this.#isLinked && this.months && this.statements) {
      this.#isLinked = false;
      this.renderRoot.querySelector('.open')?.scrollIntoView({ block: 'start' });
    }
  }

  /** True from when a link led to a statement until it is in view. */
  #isLinked = false;

  #isClicked = false;

  /** Shows one statement; there once the first was read. */
  #view = null;

  get #currentMonth() {
    return this.snapshot?.cycle_start ? monthOf(this.snapshot.cycle_start) : null;
  }

  /**
   * The months that have cycles: the current one's, and back to the earliest cycle of which
   * anything is known; between them every month has one.
   */
  async #readMonths() {
    const { live } = this;
    const earliest = [];
    try {
      const [{ buckets }, { entries }] = await Promise.all([
        this.load(`/usage?bucket=cycle&from=${BEFORE_ALL}`), this.load('/entries?type=PlanStarted&limit=200')]);
      earliest.push(...buckets.map(({ start }) => start), ...entries.map(({ clock }) => clock));
    } catch {
      // The current cycle's statement is there all the same.
    }
    if (live === this.live) {
      this.months = earliest;
    }
  }

  async #read() {
    const { cycle, live } = this;
    try {
      const [{ statements }, { statementView }] = await Promise.all([
        this.load(`/statement?cycle=${cycle}`),
        later(import('./statement/view.js'))]); // no part of the first view
      this.#view = statementView;
      if (cycle === this.cycle && live === this.live) {
        this.statements = statements;
        this.problem = null;
      }
    } catch (problem) {
      this.problem = cycle === this.cycle ? problem : this.problem;
    }
  }

  body(snapshot) {
    const text = texts.statements;
    const months = this.#months(snapshot);
    return html`<section class="card" aria-labelledby="title">
      <div class="no-print"><h2 id="title">${text.title}</h2><p class="muted small">${text.hint}</p></div>
      ${months.length ? html`<ul>${months.map((month) => this.#month(month))}</ul>`
        : html`<p class="muted">${text.none}</p>`}
    </section>`;
  }

  #months(snapshot) {
    const known = [...this.months ?? [], ...snapshot.cycle_start ? [snapshot.cycle_start] : []];
    const times = known.map((time) => new Date(time).getTime());
    const months = times.length ? monthsBetween(Math.min(...times), Math.max(...times)) : [];
    // A link may lead to a month beyond those known; the API says whether it has a cycle.
    return !this.cycle || months.includes(this.cycle) ? months : [...months, this.cycle];
  }

  #month(month) {
    const text = texts.statements;
    const isOpen = month === this.cycle;
    return html`<li class=${`month ${isOpen ? '' : 'closed'}`}>
      <div class="head no-print"><button class="plain disclose" aria-expanded=${isOpen}
          @click=${() => this.#toggle(month)}><span class="mark" aria-hidden="true">▸</span>${monthName(month)}</button>
        ${month === this.#currentMonth ? html`<span class="tag">${text.current}</span>` : nothing}</div>
      ${isOpen ? html`<div class="open stack">${this.#content(month)}</div>` : nothing}</li>`;
  }

  #content(month) {
    const text = texts.statements;
    if (this.problem && !this.statements) {
      return html`<div class="strip bad" role="alert"><p>${this.problem.status === 404 ? text.notThere
        : this.problem.status === 0 ? texts.states.offline : this.problem.message}</p>
        ${this.problem.status === 404 ? nothing
          : html`<button @click=${() => this.#read()}>${texts.states.retry}</button>`}</div>`;
    }
    if (!this.statements) {
      return html`<div class="stack" aria-busy="true"><span class="sr-only">${texts.states.loading}</span>
        ${Array.from({ length: 6 }, () => html`<span class="skeleton"></span>`)}</div>`;
    }
    return html`<div class="row no-print">
        <button @click=${() => print()}>${text.print}</button>
        <button @click=${() => this.#download(month)}>${text.csv}</button></div>
      ${this.statements.map((statement) => this.#view(statement, this.account))}`;
  }

  /** Opens or closes in place; the address follows, so that it can be copied. */
  #toggle(month) {
    this.#isClicked = true;
    this.cycle = month === this.cycle ? null : month;
    if (this.role) {
      history.replaceState(null, '', this.cycle ? statementPath(this.account, this.cycle)
        : accountPath(this.account));
    }
  }

  async #download(month) {
    try {
      const answer = await this.live.api.text(`${this.live.path}/statement?cycle=${month}`, 'text/csv');
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await answer.blob());
      link.download = `statement-${this.account}-${month}.csv`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
      announce(texts.statements.csvDone);
    } catch (problem) {
      announce(problem.status === 0 ? texts.states.offline : problem.message);
    }
  }
}
customElements.define('extra-usage-statements', ExtraUsageStatements);

/** A month for people: "November 2026". */
function monthName(month) {
  return new Intl.DateTimeFormat(locale(), { month: 'long', year: 'numeric', timeZone: 'UTC' })
    .format(new Date(`${month}-01T00:00:00Z`));
}
