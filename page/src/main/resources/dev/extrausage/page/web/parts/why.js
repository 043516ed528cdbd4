import { css, html, nothing } from '../lit.js';
import { count, money, nanos } from '../format/money.js';
import { follow } from '../app/routes.js';
import { exactMoment } from '../format/time.js';
import { named, texts } from '../texts/texts.js';
import { announce } from '../ui/announce.js';
import { AccountPart } from './part.js';

/** Why one entry is as it is: its sentences, its price line by line, and what it moved from where. */
class ExtraUsageWhy extends AccountPart {
  static properties = {
    sequence: { attribute: false },
    /** The path that leads here; null where there is none. */
    link: { attribute: false },
    entry: { state: true },
    problem: { state: true },
  };

  static styles = [...AccountPart.styles, css`
    .why { display: grid; gap: var(--eu-4, 1rem); padding: var(--eu-3, 0.75rem) var(--eu-4, 1rem) var(--eu-4, 1rem);
      margin-bottom: var(--eu-3, 0.75rem); background: var(--eu-sunken, #f0f0ed);
      border-radius: var(--eu-radius-s, 0.375rem); }
    .sentences { display: grid; gap: var(--eu-1, 0.25rem); max-width: 46rem; }
    dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: var(--eu-1, 0.25rem) var(--eu-4, 1rem); }
    dt { color: var(--eu-muted, #5c5c57); }
    dd { overflow-wrap: anywhere; }
    tfoot th, tfoot td { border-bottom: 0; font-weight: 650; color: inherit; font-size: inherit; }
    caption { padding-bottom: var(--eu-1, 0.25rem); }
    .times { display: none; }
    summary { cursor: pointer; width: fit-content; font-weight: 550; }
    dl { padding-top: var(--eu-2, 0.5rem); }
    @media (max-width: 46rem) {
      /* A row becomes two lines, so that no amount lies beyond the edge of a phone. */
      .why { padding-inline: var(--eu-3, 0.75rem); }
      thead { position: absolute; clip-path: inset(50%); }
      tr { display: flex; flex-wrap: wrap; gap: 0 var(--eu-2, 0.5rem); padding: 0.4rem 0;
        border-bottom: 1px solid var(--eu-line, #dededa); }
      tbody:last-child tr:last-child, tfoot tr { border-bottom: 0; }
      th, td { padding: 0; border: 0; white-space: normal; }
      tr > :first-child { flex: 1 0 100%; }
      tfoot tr > :first-child { flex: 1; }
      td.last { margin-left: auto; }
      .times { display: inline; }
      .moved tr > :first-child { flex: none; }
      .moved .left { flex: 1 0 100%; text-align: left; color: var(--eu-muted, #5c5c57);
        font-size: var(--eu-size-s, 0.8125rem); }
      dl { grid-template-columns: minmax(0, 1fr); gap: 0; }
      dd { margin-bottom: var(--eu-2, 0.5rem); }
    }
  `];

  willUpdate(changed) {
    super.willUpdate(changed);
    if (this.live && ['sequence', 'account', 'token', 'server'].some((name) => changed.has(name))) {
      this.#fetch();
    }
  }

  async #fetch() {
    this.entry = null;
    this.problem = null;
    try {
      this.entry = await this.load(`/entries/${this.sequence}`);
    } catch (problem) {
      this.problem = problem;
    }
  }

  render() {
    if (this.problem) {
      return html`<div class="why"><p class="error" role="alert">${this.problem.message}
        <button @click=${this.#fetch}>${texts.states.retry}</button></p></div>`;
    }
    if (!this.entry) {
      return html`<div class="why" aria-busy="true"><span class="skeleton"></span><span class="skeleton"></span>
        <span class="skeleton"></span></div>`;
    }
    const { entry } = this;
    return html`<div class="why">
      <div class="sentences"><h3>${texts.why.title}</h3>${entry.why.map((sentence) => html`<p lang="en">${sentence}</p>`)}</div>
      ${entry.price ? this.#price(entry.price) : nothing}
      ${entry.postings?.length ? this.#postings(entry.postings) : nothing}
      ${this.#balances(entry)}
      ${this.#details(entry)}
    </div>`;
  }

  #price(price) {
    return html`<div class="scroll"><table>
      <caption><h3>${texts.why.price(price.model)}</h3></caption>
      <thead><tr><th>${texts.why.of}</th><th class="number">${texts.why.count}</th>
        <th class="number">${texts.why.rate}</th><th class="number">${texts.why.cost}</th></tr></thead>
      <tbody>${price.lines.map((line) => html`<tr><th scope="row">${named(texts.why.lines, line.what)}</th>
        <td class="number">${count(line.count)}<span class="times" aria-hidden="true"> ×</span></td>
        <td class="number">${money(line.price_usd)}${line.per > 1 ? ` / ${named(texts.why.per, String(line.per))}` : ''}${
          line.factor === '1' ? nothing : html` × ${line.factor}`}</td>
        <td class="number last">${line.cost_usd === null ? `$${line.exact_cost}` : money(line.cost_usd)}</td></tr>`)}</tbody>
      <tfoot><tr><th scope="row" colspan="3">${texts.why.total}</th><td class="number last">${money(price.cost_usd)}</td></tr></tfoot>
    </table></div>
    ${price.long_context ? html`<p class="small muted">${texts.why.longContext(count(price.long_context_above_tokens))}</p>` : nothing}
    ${price.rounded ? html`<p class="small muted">${texts.why.rounded}</p>` : nothing}`;
  }

  #postings(postings) {
    return html`<div class="scroll"><table class="moved">
      <caption><h3>${texts.why.moved}</h3></caption>
      <thead><tr><th>${texts.why.from}</th><th>${texts.why.to}</th><th>${texts.why.grant}</th>
        <th class="number">${texts.why.amount}</th><th class="number">${texts.why.grantLeft}</th></tr></thead>
      <tbody>${postings.map((one) => html`<tr><td>${named(texts.why.pools, one.from)}</td>
        <td><span class="times" aria-hidden="true">→ </span>${named(texts.why.pools, one.to)}</td>
        <td>${one.grant_id ? html`${named(texts.why.grantKinds, one.grant_kind)} <code class="small">${one.grant_id}</code>` : '–'}</td>
        <td class="number last">${money(one.amount_usd)}</td>
        <td class="number left">${one.after_usd === null || one.after_usd === undefined ? '–'
          : html`${money(one.before_usd)} → ${money(one.after_usd)}`}</td></tr>`)}</tbody></table></div>`;
  }

  #balances({ before, after }) {
    const rows = [['allowance_left_usd', texts.why.allowanceLeft], ['extra_usage_usd', texts.why.extraUsage],
      ['spent_usd', texts.why.spent]];
    return html`<div class="scroll"><table><caption><h3>${texts.why.beforeAfter}</h3></caption>
      <thead><tr><td></td><th class="number">${texts.why.before}</th><th class="number">${texts.why.after}</th>
        <th class="number">${texts.why.change}</th></tr></thead>
      <tbody>${rows.map(([field, text]) => html`<tr><th scope="row">${text}</th>
        <td class="number">${money(before[field])}<span class="times" aria-hidden="true"> →</span></td>
        <td class="number">${money(after[field])}</td>
        <td class="number last">${money(nanos(after[field]) - nanos(before[field]), { sign: 'exceptZero' })}</td></tr>`)}
      </tbody></table></div>`;
  }

  #details(entry) {
    const rows = [
      [texts.why.entry, html`${entry.sequence}${this.link ? html` · <a href=${this.link} @click=${follow}>${texts.why.link}</a>` : nothing}`],
      [texts.why.eventId, html`<code>${entry.event_id}</code> <button class="plain small"
        @click=${() => this.#copy(entry.event_id)}>${texts.why.copy}</button>`],
      [texts.why.received, exactMoment(entry.received_at)],
      [texts.why.happened, exactMoment(entry.occurred_at)],
      entry.actor && [texts.why.actor, html`<code>${entry.actor}</code>`],
      entry.note && [texts.why.note, entry.note],
      entry.reason && [texts.why.reason, html`<code>${entry.reason}</code>`],
      entry.notices?.length && [texts.why.notices, html`<code>${entry.notices.map((notice) => notice.kind ?? notice).join(', ')}</code>`],
      [texts.why.rules, texts.why.rulesOf(entry.rules_version, entry.catalog_version)],
      [texts.why.proof, entry.decided_again ? texts.why.decidedAgain : texts.why.notDecidedAgain],
    ];
    return html`<details><summary>${texts.why.details}</summary><dl class="small">${rows.filter(Boolean).map(
      ([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl></details>`;
  }

  async #copy(text) {
    await navigator.clipboard.writeText(text);
    announce(texts.why.copied);
  }
}
customElements.define('extra-usage-why', ExtraUsageWhy);
