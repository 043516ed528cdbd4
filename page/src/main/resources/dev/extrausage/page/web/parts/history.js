import { html, nothing, repeat } from '../lit.js';
import { entryPath } from '../app/routes.js';
import { texts } from '../texts/texts.js';
import { download } from '../ui/download.js';
import { holdInView } from '../ui/hold-in-view.js';
import { isFiltered, isNoAmount, isWanted, NO_FILTERS, queryOf } from './history-filters.js';
import { lineCells } from './history-line.js';
import { historyStyles } from './history-styles.js';
import { isEmbedded } from './home.js';
import { AccountPart } from './part.js';
import './history-form.js';

const PAGE = 25;
/** So many lines come by themselves; later ones wait, so that a day's stream fills no memory. */
const MOST_BY_ITSELF = 200;

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
    /** Entries that came while somebody reads, newest first; shown when asked for. */
    waiting: { state: true },
    /** The sequence that a link led to. */
    single: { state: true },
  };

  static styles = [...AccountPart.styles, historyStyles];

  #asked = 0;

  #shownFor = null;

  /** The sequence to scroll to once it is there. */
  #target = null;

  firstShown() {
    if (this.#shownFor !== this.account) {
      this.filters = NO_FILTERS;
      this.opened = new Set();
      this.single = null;
      this.#shownFor = this.account;
    }
    this.#reload();
  }

  willUpdate(changed) {
    super.willUpdate(changed);
    if (changed.has('open') && this.open) {
      this.single = this.open;
      this.opened = new Set([...this.opened ?? [], this.open]);
      this.#target = this.open;
    }
    if (changed.has('opened') && this.opened?.size) {
      import('./why.js'); // loaded when the first line is opened
    }
  }

  updated() {
    const found = this.#target && this.entries
      && this.renderRoot.querySelector(`#entry-${this.#target}, #single`);
    if (found) {
      this.#target = null;
      holdInView(found);
    }
  }

  onEntry(entry) {
    const known = [...this.waiting ?? [], ...this.entries ?? []];
    if (known.some(({ sequence }) => sequence === entry.sequence) || !isWanted(entry, this.filters)) {
      return;
    }
    if (this.#isRead) {
      this.waiting = [entry, ...this.waiting];
    } else {
      this.entries = [entry, ...this.waiting, ...this.entries];
      this.waiting = [];
    }
  }

  /** True if somebody may be reading the lines, or there are none yet: nothing may move then. */
  get #isRead() {
    return !this.entries || this.opened.size > 0 || isFiltered(this.filters)
      || this.entries.length >= MOST_BY_ITSELF || this.getBoundingClientRect().top < 0
      || Boolean(this.renderRoot.querySelector('.lines:hover, .lines:focus-within'));
  }

  async #showWaiting() {
    this.entries = [...this.waiting, ...this.entries];
    this.waiting = [];
    await this.updateComplete;
    this.renderRoot.querySelector('.line > button')?.focus();
  }

  #reload = () => {
    this.entries = null;
    this.waiting = [];
    return this.#fetch(null);
  };

  async #fetch(cursor) {
    this.#asked += 1;
    const asked = this.#asked;
    const query = queryOf(this.filters);
    query.set('limit', PAGE);
    if (cursor) {
      query.set('cursor', cursor);
    }
    this.busy = true;
    this.problem = null;
    try {
      let page = await this.load(`/entries?${query}`);
      // Older entries are searched a bounded part at a time: an empty part is not the end.
      while (page.next && page.entries.length === 0 && asked === this.#asked) {
        query.set('cursor', page.next);
        page = await this.load(`/entries?${query}`);
      }
      if (asked === this.#asked) {
        this.#took(page, cursor ? this.entries : this.#cameMeanwhile(page));
      }
    } catch (problem) {
      if (asked === this.#asked) {
        this.problem = problem;
      }
    } finally {
      this.busy = asked === this.#asked ? false : this.busy;
    }
  }

  #more = async () => {
    if (this.busy) {
      return;
    }
    const shown = this.entries.length;
    await this.#fetch(this.next);
    await this.updateComplete;
    if (!this.next) { // the button is gone: the keyboard goes on with what it brought
      this.renderRoot.querySelectorAll('.line > button')[shown]?.focus();
    }
  };

  #took({ entries, next }, before) {
    const known = new Set(before.map((entry) => entry.sequence));
    this.entries = [...before, ...entries.filter((entry) => !known.has(entry.sequence))];
    this.next = next;
  }

  /** The entries that the stream told of after the first page was made. */
  #cameMeanwhile(page) {
    const newer = this.waiting.filter(({ sequence }) => sequence > (page.entries[0]?.sequence ?? 0));
    this.waiting = [];
    return newer;
  }

  body() {
    return html`<section class="card" aria-labelledby="title">
      <div class="head"><h2 id="title">${texts.history.title}</h2>${this.#exports()}</div>
      <usage-history-form class="filter" .filters=${this.filters} .entries=${this.entries ?? []}
        @filters=${this.#filter}></usage-history-form>
      <div class="newer" role="status">${this.waiting?.length && this.entries
        ? html`<button class="primary" @click=${this.#showWaiting}>${
          texts.history.newer(this.waiting.length)}</button>` : nothing}</div>
      ${this.#singleEntry()}
      ${this.#list()}
    </section>`;
  }

  #filter({ detail }) {
    this.filters = detail;
    if (!isNoAmount(detail)) {
      this.opened = new Set();
      this.single = null;
      this.#reload();
    }
  }

  #exports() {
    return html`<span class="row small exports no-print"><span class="muted">${texts.history.download}</span>
      ${['csv', 'jsonl', 'focus'].map((format) => html`<button class="plain small"
        aria-label=${`${texts.history.download} ${format.toUpperCase()}`}
        @click=${() => this.#export(format)}>${format.toUpperCase()}</button>`)}</span>`;
  }

  async #export(format) {
    const ending = { csv: '.csv', jsonl: '.jsonl', focus: '.focus.csv' }[format];
    try {
      await download(this.live.api, `${this.live.path}/export?format=${format}`,
        `usage-${this.account}${ending}`, '*/*');
    } catch (problem) {
      this.problem = problem;
    }
  }

  /** An entry that a link leads to and that is not on the pages shown so far. */
  #singleEntry() {
    const { single } = this;
    if (!single || !this.entries || this.entries.some((entry) => entry.sequence === single)) {
      return nothing;
    }
    return html`<div id="single" class="stack"><div class="head"><h3>${texts.history.entry(single)}</h3>
        <button class="plain small" @click=${() => { this.single = null; }}>${texts.history.close}</button></div>
      ${this.#why(single)}</div>`;
  }

  #why(sequence) {
    return html`<extra-usage-why account=${this.account} server=${this.server ?? ''}
      .token=${this.token} .sequence=${sequence}
      .link=${isEmbedded ? null : entryPath(this.account, sequence)}></extra-usage-why>`;
  }

  #list() {
    if (this.problem && !this.entries) {
      return this.#trouble(this.#reload);
    }
    if (!this.entries) {
      return html`<div class="stack" aria-busy="true">${Array.from({ length: 8 },
        () => html`<span class="skeleton"></span>`)}</div>`;
    }
    if (!this.entries.length) {
      return html`<p class="muted">${isFiltered(this.filters) ? texts.history.noneFound
        : texts.history.empty}</p>`;
    }
    return html`<div><div class="names" aria-hidden="true"><span>${texts.history.when}</span>
        <span>${texts.history.what}</span><span class="right">${texts.history.allowance}</span>
        <span class="right">${texts.history.extraUsage}</span><span></span></div>
      <ul class="lines">${repeat(this.entries, (entry) => entry.sequence, (entry) => this.#line(entry))}</ul></div>
      ${this.problem ? this.#trouble(() => this.#fetch(this.next)) : nothing}
      ${this.next && !this.problem ? html`<div><button aria-disabled=${this.busy ? 'true' : nothing}
        @click=${this.#more}>${texts.states.more}</button></div>` : nothing}`;
  }

  #trouble(again) {
    return html`<div class="strip bad" role="alert"><p>${this.problem.status === 0
      ? texts.states.offline : this.problem.message}</p>
      <button @click=${again}>${texts.states.retry}</button></div>`;
  }

  #line(entry) {
    const { sequence } = entry;
    const isOpen = this.opened.has(sequence);
    return html`<li class="line" id=${`entry-${sequence}`}>
      <button aria-expanded=${isOpen} aria-controls=${`why-${sequence}`} @click=${() => this.#toggle(sequence)}>
        ${lineCells(entry, !['customer', 'member', null, undefined].includes(this.role))}
        <span class="mark" aria-hidden="true">›</span>
      </button>
      <div id=${`why-${sequence}`}>${isOpen ? this.#why(sequence) : nothing}</div>
    </li>`;
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
