import { html, nothing } from '../lit.js';
import { later } from '../client/api.js';
import { Calm } from '../client/calm.js';
import { catalogOf } from '../client/catalog.js';
import { count, money, nanos } from '../format/money.js';
import { day, zone } from '../format/time.js';
import { texts } from '../texts/texts.js';
import '../ui/chart.js';
import { AccountPart } from './part.js';
import { byDay, dayTable } from './spending/days.js';
import { dayText, daysAfter, periodOf, periodQuery } from './spending/period.js';
import { spendingStyle } from './spending/style.js';
import { groupTable } from './spending/tables.js';

/** How many sessions are shown at first, how many more each time, and the API's longest page. */
const SESSIONS = 10;
const MORE_SESSIONS = 40;
const MOST_IN_PAGE = 200;
/** A member may not follow a stream; its own figures are read again after so many milliseconds. */
const MEMBERS_PACE = 15_000;

/** What the views that are not shown at first need, loaded when somebody chooses one. */
const MORE = {
  sessions: () => later(import('./spending/sessions.js')),
  model: () => later(import('./spending/models.js')),
};

/** Where it went: usage by day, and by app, session, member and model. */
class ExtraUsageSpending extends AccountPart {
  static properties = {
    choice: { state: true },
    days: { state: true },
    stack: { state: true },
    view: { state: true },
    other: { state: true },
    opened: { state: true },
    found: { state: true },
    problem: { state: true },
    isAsking: { state: true },
  };

  static styles = [...AccountPart.styles, spendingStyle];

  #calm = new Calm(() => this.#read());

  #timer = null;

  /** What {@link MORE} has brought. */
  #more = {};

  /** How many sessions are shown. */
  #shown = SESSIONS;

  #catalog = null;

  /** The question whose answer is waited for. */
  #asked = null;

  constructor() {
    super();
    this.choice = 'days';
    this.days = { from: dayText(daysAfter(new Date(), -6)), to: dayText(new Date()) };
    this.stack = 'app';
    this.view = 'app';
    this.other = null;
    this.opened = new Set();
  }

  get #isMember() {
    return this.role === 'member';
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#calm.stop();
    clearInterval(this.#timer);
  }

  firstShown() {
    this.found = null;
    this.problem = null;
    this.#read();
    clearInterval(this.#timer);
    this.#timer = this.#isMember ? setInterval(() => this.#calm.ask(), MEMBERS_PACE) : null;
  }

  onEntry() {
    this.#calm.ask();
  }

  render() {
    return this.#isMember && this.live ? this.body(null) : super.render();
  }

  body() {
    if (!this.found) {
      return this.problem ? this.failure(this.problem, () => this.#read()) : this.skeleton(8);
    }
    const { spending } = texts;
    const isEmpty = this.found.report.total.requests === 0;
    return html`<section class="card" aria-labelledby="title">
      <div class="head"><h2 id="title">${spending.title}</h2>${this.#periods()}</div>
      ${this.choice === 'custom' ? this.#customDays() : nothing}
      ${this.#isMember ? html`<p class="muted">${spending.membersOnly}</p>` : nothing}
      ${this.problem ? html`<div class="strip bad" role="alert"><p>${this.problem.status === 0
        ? texts.states.offline : this.problem.message}</p>
        <button @click=${() => this.#read()}>${texts.states.retry}</button></div>` : nothing}
      <div class="stack figures" aria-busy=${this.isAsking ? 'true' : 'false'}>
        ${isEmpty ? this.#empty() : this.#figures()}</div>
    </section>`;
  }

  #empty() {
    const { spending } = texts;
    const isNew = this.choice === 'days' && !this.#isMember;
    return html`<div class="empty">${isNew ? html`<h3>${spending.emptyTitle}</h3>` : nothing}
      <p class="muted">${isNew ? spending.empty : spending.emptyPeriod}</p></div>`;
  }

  #figures() {
    const { report, period, stack } = this.found;
    const { spending } = texts;
    const chart = byDay(report, stack, period, !this.#isMember);
    const range = spending.range(day(period.from), day(period.to ? daysAfter(period.to, -1) : new Date()));
    const label = this.#isMember ? spending.chartRequests(range) : spending.chart(range);
    return html`${this.#isMember ? nothing : this.#whoPaid(report)}
      <div class="head"><p class="muted small">${spending.zone(zone)}</p>
        <div class="row"><label for="stack" class="small">${spending.stack}</label>
          <select id="stack" class="short" @change=${(event) => this.#ask({ stack: event.target.value })}>
            ${Object.entries(spending.groups).filter(([kind]) => kind !== 'member' || !this.#isMember)
              .map(([kind, name]) => html`<option value=${kind} ?selected=${kind === this.stack}>${name}</option>`)}
          </select></div></div>
      <usage-chart .series=${chart.series} .columns=${chart.columns} .format=${chart.format}
        label=${label} total=${range}></usage-chart>
      <details><summary>${texts.states.showTable}</summary>${dayTable(chart, label)}</details>
      ${this.#details(report)}`;
  }

  #whoPaid({ total, given_back: back }) {
    const { spending } = texts;
    const figure = (name, usd, hint = '') => html`<div title=${hint}><dt>${name}</dt>
      <dd class="number">${money(usd)}</dd></div>`;
    return html`<dl class="paid" aria-label=${spending.whoPaid}>
        ${figure(spending.cost, total.cost_usd)}
        ${figure(spending.allowance, total.from_allowance_usd)}
        ${figure(spending.extraUsage, total.from_extra_usage_usd)}
        ${nanos(total.uncovered_usd) > 0n ? figure(spending.uncovered, total.uncovered_usd) : nothing}</dl>
      ${nanos(total.uncovered_usd) > 0n ? html`<p class="muted small">${spending.uncoveredHint}</p>` : nothing}
      ${back && nanos(back.cost_usd) > 0n
        ? html`<p class="muted small">${spending.givenBack(money(back.cost_usd))}</p>` : nothing}`;
  }

  #details(report) {
    const { spending } = texts;
    const views = Object.entries(spending.views).filter(([view]) => view !== 'member' || !this.#isMember);
    return html`<h3>${spending.details}</h3>
      <div class="choices" role="group" aria-label=${spending.details}>${views.map(([view, name]) => html`
        <button aria-pressed=${this.view === view} @click=${() => this.#ask({ view })}>${name}</button>`)}</div>
      <div class="stack view">${this.#table(report)}</div>`;
  }

  #table(report) {
    const { view, table } = this.found;
    const withMoney = !this.#isMember;
    const show = { withMoney, withUncovered: withMoney && nanos(report.total.uncovered_usd) > 0n };
    if (view === 'sessions') {
      return html`${this.#more.sessions.sessionTable(table.sessions, show, this.opened, (id) => this.#toggle(id))}
        ${table.next ? html`<p><button @click=${this.#moreSessions}>${texts.spending.moreSessions}</button></p>` : nothing}`;
    }
    return view === 'model' && withMoney
      ? this.#more.model.modelTable(table, this.#catalog, this.other, (other) => { this.other = other; })
      : groupTable(view, table, show);
  }

  #periods() {
    const { periods, period } = texts.spending;
    const choices = Object.entries(periods).filter(([choice]) => choice !== 'cycle'
      || this.snapshot?.cycle_start);
    return html`<div class="choices" role="group" aria-label=${period}>${choices.map(([choice, name]) => html`
      <button aria-pressed=${this.choice === choice} @click=${() => this.#ask({ choice })}>${name}</button>`)}</div>`;
  }

  #customDays() {
    const { spending } = texts;
    const { wrong } = periodOf('custom', null, this.days);
    const field = (end) => html`<div class="field"><label for=${end}>${spending[end]}</label>
      <input id=${end} type="date" .value=${this.days[end]} max=${dayText(new Date())}
        aria-invalid=${wrong ? 'true' : 'false'} aria-describedby="wrong"
        @change=${(event) => this.#ask({ days: { ...this.days, [end]: event.target.value } })}></div>`;
    return html`<div class="row days">${field('from')}${field('to')}</div>
      <p id="wrong" class="error" role="status" ?hidden=${!wrong}>${wrong ? spending.wrong[wrong] : ''}</p>`;
  }

  #toggle(id) {
    this.opened = new Set(this.opened);
    if (!this.opened.delete(id)) {
      this.opened.add(id);
    }
  }

  #moreSessions() {
    this.#shown += MORE_SESSIONS;
    this.#read();
  }

  #ask(change) {
    Object.assign(this, change);
    this.#read();
  }

  /** Reads what is chosen; an answer that comes after another question is dropped. */
  async #read() {
    const { choice, days, stack, view, live } = this;
    const period = periodOf(choice, this.snapshot?.cycle_start, days);
    if (!live || period.wrong) {
      return;
    }
    const asked = { period, stack, view };
    this.#asked = asked;
    this.isAsking = Boolean(this.found) && (this.found.view !== view || this.found.stack !== stack
      || this.found.choice !== choice || this.found.days !== days);
    try {
      const [report, table] = await Promise.all([
        this.load(`/usage?bucket=day&group_by=${stack}&tz=${encodeURIComponent(zone)}&${periodQuery(period)}`),
        this.#readTable(view, period)]);
      if (this.#asked === asked) {
        this.other ??= view === 'model' && this.#catalog
          ? this.#more.model.cheapest(table.buckets, this.#catalog) : null;
        this.found = { ...asked, choice, days, report, table };
        this.problem = null;
      }
    } catch (problem) {
      this.problem = this.#asked === asked ? problem : this.problem;
    } finally {
      this.isAsking = this.#asked === asked ? false : this.isAsking;
    }
  }

  async #readTable(view, period) {
    this.#more[view] ??= await MORE[view]?.();
    if (view === 'sessions') {
      return this.#readSessions(period);
    }
    this.#catalog ??= this.#isMember ? null : await catalogOf(this.live.api);
    return this.load(`/usage?bucket=none&group_by=${view === 'model' && !this.#isMember
      ? 'model,service_tier' : view}&${periodQuery(period)}`);
  }

  /** The sessions from the first on, page after page, as many as are shown. */
  async #readSessions(period) {
    const found = { sessions: [], next: '' };
    while (found.next !== null && found.sessions.length < this.#shown) {
      const limit = Math.min(MOST_IN_PAGE, this.#shown - found.sessions.length);
      const page = await this.load(`/sessions?limit=${limit}&${periodQuery(period)}${found.next
        ? `&cursor=${encodeURIComponent(found.next)}` : ''}`);
      found.sessions.push(...page.sessions);
      found.next = page.next;
    }
    return found;
  }
}
customElements.define('extra-usage-spending', ExtraUsageSpending);
