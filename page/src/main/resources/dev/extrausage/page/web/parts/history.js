import { css, html, nothing, repeat } from '../lit.js';
import { entryPath } from '../app/routes.js';
import { money, nanos, typedUsd } from '../format/money.js';
import { exactMoment, moment } from '../format/time.js';
import { named, texts } from '../texts/texts.js';
import { download } from '../ui/download.js';
import { isEmbedded } from './home.js';
import { AccountPart } from './part.js';
import './why.js';

const PAGE = 25;
/** The kinds of entry that a customer means by a word of the filter; '' is all. */
const KINDS = {
  charges: ['Usage'],
  credits: ['CreditGranted', 'StarterCreditClaimed', 'StarterCreditOffered', 'TopUpDeclined'],
  refunds: ['CreditRefunded', 'RefundOrdered', 'RefundFailed', 'PaymentReversed', 'CreditVoided', 'UsageReversed'],
  time: ['CycleReset', 'TimePassed', 'PlanStarted', 'PlanChangeScheduled', 'AccountClosed'],
  settings: ['AutoReloadSet', 'SpendLimitSet', 'ExtraUsageSwitched', 'LowBalanceNoticeSet'],
};
const TEXT_FILTERS = ['app', 'model', 'session', 'member'];

/** Every movement, newest first, with filters; each line opens to why it was so. */
class ExtraUsageHistory extends AccountPart {
  static properties = {
    /** The sequence of an entry to open; null for none. */
    open: { attribute: false },
    entries: { state: true },
    next: { state: true },
    problem: { state: true },
    busy: { state: true },
    opened: { state: true },
    filters: { state: true },
    /** Entries that came while somebody reads; shown when asked for. */
    waiting: { state: true },
    single: { state: true },
  };

  static styles = [...AccountPart.styles, css`
    .lines { border-top: 1px solid var(--eu-line, #dededa); }
    .line { border-bottom: 1px solid var(--eu-line, #dededa); scroll-margin-top: 1rem; }
    .line > button { all: unset; box-sizing: border-box; width: 100%; cursor: pointer; display: grid;
      grid-template-columns: 11rem minmax(0, 1fr) 7.5rem 7.5rem 1rem; gap: 0 var(--eu-3, 0.75rem);
      padding: var(--eu-2, 0.5rem) 0; align-items: baseline; }
    .line > button:hover { background: var(--eu-sunken, #f0f0ed); }
    .line > button:focus-visible { outline: 2px solid var(--eu-focus, #1d4ed8); outline-offset: 1px; }
    .names { display: grid; grid-template-columns: 11rem minmax(0, 1fr) 7.5rem 7.5rem 1rem; gap: 0 var(--eu-3, 0.75rem);
      font-size: var(--eu-size-s, 0.8125rem); color: var(--eu-muted, #5c5c57); font-weight: 550; }
    .right { text-align: right; }
    .mark { color: var(--eu-muted, #5c5c57); transition: transform 0.15s; }
    [aria-expanded="true"] .mark { transform: rotate(90deg); }
    .plus { color: var(--eu-good, #1a6b35); }
    .what { overflow-wrap: anywhere; }
    .label { display: none; }
    .filters { display: grid; gap: var(--eu-3, 0.75rem); grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); align-items: end; }
    @media (max-width: 46rem) {
      .names { display: none; }
      .line > button { grid-template-columns: minmax(0, 1fr) auto; }
      .when, .what { grid-column: 1 / -1; }
      .right { text-align: left; font-size: var(--eu-size-s, 0.8125rem); }
      .label { display: inline; color: var(--eu-muted, #5c5c57); }
      .right:empty { display: none; }
      .mark { display: none; }
    }
  `];

  #asked = 0;

  firstShown() {
    this.filters = { kind: '', days: '', min: '', outcome: '' };
    this.opened = new Set();
    this.#reload();
  }

  willUpdate(changed) {
    super.willUpdate(changed);
    if (changed.has('open') && this.open && this.live) {
      this.#show(this.open);
    }
  }

  /** Opens one entry, wherever in the history it stands, and brings it to the eye. */
  async #show(sequence) {
    this.opened = new Set([...this.opened ?? [], sequence]);
    this.single = sequence;
    await this.updateComplete;
    this.renderRoot.querySelector(`#entry-${sequence}, #single`)?.scrollIntoView({ block: 'start' });
  }

  onEntry(entry) {
    if (!this.entries || this.entries.some((known) => known.sequence === entry.sequence)) {
      return;
    }
    const isFiltered = Object.values(this.filters).some(Boolean);
    const isReading = this.opened.size > 0 || this.getBoundingClientRect().top < 0;
    if (isFiltered || isReading) {
      this.waiting = (this.waiting ?? 0) + 1;
    } else {
      this.entries = [entry, ...this.entries].slice(0, Math.max(PAGE, this.entries.length));
      this.next = this.next ?? (this.entries.length >= PAGE ? undefined : null);
    }
  }

  #query() {
    const { kind, days, min, outcome, ...names } = this.filters;
    const query = new URLSearchParams({ limit: PAGE });
    if (kind) {
      query.set('type', KINDS[kind].join(','));
    }
    if (days) {
      query.set('from', new Date(Date.now() - days * 86_400_000).toISOString());
    }
    const least = min ? typedUsd(min) : null;
    if (least) {
      query.set('min_usd', least);
    }
    if (outcome) {
      query.set('outcome', outcome);
    }
    TEXT_FILTERS.filter((name) => names[name]).forEach((name) => query.set(name, names[name]));
    return query;
  }

  async #reload() {
    this.entries = null;
    this.waiting = 0;
    await this.#fetch(null);
  }

  async #fetch(cursor) {
    this.#asked += 1;
    const asked = this.#asked;
    const query = this.#query();
    if (cursor) {
      query.set('cursor', cursor);
    }
    this.busy = true;
    this.problem = null;
    try {
      const page = await this.load(`/entries?${query}`);
      if (asked === this.#asked) {
        const known = new Set((cursor ? this.entries : []).map((entry) => entry.sequence));
        this.entries = [...cursor ? this.entries : [],
          ...page.entries.filter((entry) => !known.has(entry.sequence))];
        this.next = page.next;
      }
    } catch (problem) {
      if (asked === this.#asked) {
        this.problem = problem;
      }
    } finally {
      this.busy = asked === this.#asked ? false : this.busy;
    }
  }

  body() {
    return html`<section class="card" aria-labelledby="title">
      <div class="head"><h2 id="title">${texts.history.title}</h2>${this.#exports()}</div>
      ${this.#filterForm()}
      ${this.waiting ? html`<div><button @click=${this.#reload}>${texts.history.newer(this.waiting)}</button></div>` : nothing}
      ${this.#singleEntry()}
      ${this.#list()}
    </section>`;
  }

  #exports() {
    return html`<span class="row small">${texts.history.download}
      ${['csv', 'jsonl', 'focus'].map((format) => html`<button class="plain small"
        @click=${() => this.#export(format)}>${format.toUpperCase()}</button>`)}</span>`;
  }

  async #export(format) {
    try {
      await download(this.live.api, `${this.live.path}/export?format=${format}`,
        `usage-${this.account}.${format === 'jsonl' ? 'jsonl' : 'csv'}`, '*/*');
    } catch (problem) {
      this.problem = problem;
    }
  }

  #filterForm() {
    const set = (name) => (event) => {
      this.filters = { ...this.filters, [name]: event.target.value };
      this.opened = new Set();
      this.#reload();
    };
    const select = (name, choices) => html`<div class="field"><label class="small" for=${name}>${texts.history.filters[name]}</label>
      <select id=${name} @change=${set(name)}>${Object.entries(choices).map(([value, text]) =>
        html`<option value=${value} ?selected=${this.filters[name] === value}>${text}</option>`)}</select></div>`;
    const text = (name, mode) => html`<div class="field"><label class="small" for=${name}>${texts.history.filters[name]}</label>
      <input id=${name} inputmode=${mode} autocomplete="off" .value=${this.filters[name] ?? ''} @change=${set(name)}></div>`;
    return html`<details><summary>${texts.history.filter}</summary>
      <div class="filters">${select('kind', texts.history.kinds)}${select('days', texts.history.periods)}
      ${select('outcome', texts.history.outcomes)}${text('min', 'decimal')}
      ${TEXT_FILTERS.map((name) => text(name, 'text'))}</div></details>`;
  }

  /** An entry that a link leads to and that is not on the pages shown so far. */
  #singleEntry() {
    const { single } = this;
    if (!single || this.entries?.some((entry) => entry.sequence === single)) {
      return nothing;
    }
    return html`<div id="single" class="stack"><h3>${texts.history.entry(single)}</h3>
      <extra-usage-why account=${this.account} server=${this.server ?? ''} .token=${this.token}
        .sequence=${single}></extra-usage-why></div>`;
  }

  #list() {
    if (this.problem) {
      return html`<div class="strip bad" role="alert"><p>${this.problem.message}</p>
        <button @click=${this.#reload}>${texts.states.retry}</button></div>`;
    }
    if (!this.entries) {
      return html`<div class="stack" aria-busy="true">${Array.from({ length: 8 },
        () => html`<span class="skeleton"></span>`)}</div>`;
    }
    if (!this.entries.length) {
      return html`<p class="muted">${Object.values(this.filters).some(Boolean)
        ? texts.history.noneFound : texts.history.empty}</p>`;
    }
    return html`<div><div class="names" aria-hidden="true"><span>${texts.history.when}</span>
        <span>${texts.history.what}</span><span class="right">${texts.history.allowance}</span>
        <span class="right">${texts.history.extraUsage}</span><span></span></div>
      <ul class="lines">${repeat(this.entries, (entry) => entry.sequence, (entry) => this.#line(entry))}</ul></div>
      ${this.next === null ? nothing : html`<div><button ?disabled=${this.busy}
        @click=${() => this.#fetch(this.next ?? String(this.entries.at(-1).sequence))}>${texts.states.more}</button></div>`}`;
  }

  #line(entry) {
    const { sequence } = entry;
    const isOpen = this.opened.has(sequence);
    return html`<li class="line" id=${`entry-${sequence}`}>
      <button aria-expanded=${isOpen} aria-controls=${`why-${sequence}`} @click=${() => this.#toggle(sequence)}>
        <span class="when small muted number"><time datetime=${entry.received_at}
          title=${exactMoment(entry.received_at)}>${moment(entry.received_at)}</time></span>
        <span class="what">${entry.summary} ${this.#tag(entry)}</span>
        ${this.#amount(texts.history.allowance, -nanos(entry.from_allowance_usd))}
        ${this.#amount(texts.history.extraUsage, nanos(entry.extra_usage_change_usd))}
        <span class="mark" aria-hidden="true">›</span>
      </button>
      <div id=${`why-${sequence}`}>${isOpen ? html`<extra-usage-why account=${this.account} server=${this.server ?? ''}
        .token=${this.token} .sequence=${sequence}
        .link=${isEmbedded ? null : entryPath(this.account, sequence)}></extra-usage-why>` : nothing}</div>
    </li>`;
  }

  #amount(pool, change) {
    return html`<span class="right number ${change > 0n ? 'plus' : ''}">${change === 0n ? nothing
      : html`<span class="label">${pool} </span>${money(change, { sign: 'exceptZero' })}`}</span>`;
  }

  #tag({ outcome, uncovered_usd: uncovered }) {
    const kind = { REFUSED: 'bad', UNCOVERED: 'warn', NO_CHANGE: '' }[outcome];
    if (kind === undefined) {
      return nothing;
    }
    return html`<span class="tag ${kind}">${named(texts.history.outcomes, outcome)}${
      nanos(uncovered) > 0n ? html` <span class="number">${money(uncovered)}</span>` : nothing}</span>`;
  }

  #toggle(sequence) {
    const opened = new Set(this.opened);
    if (!opened.delete(sequence)) {
      opened.add(sequence);
    }
    this.opened = opened;
  }
}
customElements.define('extra-usage-history', ExtraUsageHistory);
