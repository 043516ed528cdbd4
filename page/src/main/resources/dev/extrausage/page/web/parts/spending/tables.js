import { html, nothing } from '../../lit.js';
import { count, money, nanos } from '../../format/money.js';
import { texts } from '../../texts/texts.js';
import { tokensOf } from './tokens.js';

/** The name of a group for people: a value that a request did not have is null. */
export function groupName(kind, value) {
  return value ?? texts.spending.nameless[kind];
}

/** A table that may be wider than its place: it scrolls alone, by keyboard too. */
export function scrolled(label, table) {
  return html`<div class="scroll" role="group" tabindex="0" aria-label=${label}>${table}</div>`;
}

/** The greatest first; equal ones by the order they came in. */
export function byCost(rows) {
  const size = (row) => (row.cost_usd === null ? BigInt(row.requests) : nanos(row.cost_usd));
  return [...rows].sort((a, b) => (size(a) < size(b) ? 1 : size(a) > size(b) ? -1 : 0));
}

/** The columns of amounts, and those of the work; a member sees the second ones alone. */
export function sumHeads({ withMoney, withUncovered }) {
  const { spending } = texts;
  return html`${withMoney ? html`<th scope="col" class="number">${spending.cost}</th>
    <th scope="col" class="number">${spending.allowance}</th>
    <th scope="col" class="number">${spending.extraUsage}</th>
    ${withUncovered ? html`<th scope="col" class="number">${spending.uncovered}</th>` : nothing}` : nothing}
    <th scope="col" class="number">${spending.requests}</th>
    <th scope="col" class="number">${spending.tokens}</th>`;
}

/** The cells below {@link sumHeads}. */
export function sumCells(row, { withMoney, withUncovered }) {
  return html`${withMoney ? html`<td class="number">${money(row.cost_usd)}</td>
    <td class="number">${money(row.from_allowance_usd)}</td>
    <td class="number">${money(row.from_extra_usage_usd)}</td>
    ${withUncovered ? html`<td class="number">${money(row.uncovered_usd)}</td>` : nothing}` : nothing}
    <td class="number">${count(row.requests)}</td>
    <td class="number">${count(tokensOf(row))}</td>`;
}

/** A table of what each app, member or the like used, with the sum of all. */
export function groupTable(kind, report, show) {
  const { spending } = texts;
  return scrolled(spending.groups[kind], html`<table>
    <caption class="sr-only">${spending.groups[kind]}</caption>
    <thead><tr><th scope="col">${spending.groups[kind]}</th>${sumHeads(show)}</tr></thead>
    <tbody>${byCost(report.buckets).map((bucket) => html`<tr>
      <th scope="row">${groupName(kind, bucket.group[kind])}</th>${sumCells(bucket, show)}</tr>`)}</tbody>
    <tfoot><tr><th scope="row">${spending.total}</th>${sumCells(report.total, show)}</tr></tfoot>
  </table>`);
}
