import { html, nothing } from '../../lit.js';
import { count, money } from '../../format/money.js';
import { texts } from '../../texts/texts.js';
import { groupName, scrolled } from './tables.js';
import { added, compared } from './what-if.js';

export { cheapest } from './what-if.js';

/**
 * What each model cost, and what the same work would have cost on another one.
 *
 * @param report of `GET A/usage?bucket=none&group_by=model,service_tier`
 * @param other the model to compare with
 * @param choose called with the name of another one
 */
export function modelTable(report, catalog, other, choose) {
  const { spending } = texts;
  const rows = compared(report.buckets, other, catalog);
  const all = rows.reduce((sum, row) => ({ requests: sum.requests + row.requests,
    tokens: sum.tokens + row.tokens, cost: sum.cost + row.cost, other: added(sum.other, row.other) }),
  { requests: 0, tokens: 0n, cost: 0n, other: { nanos: 0n, isExact: true } });
  return html`<div class="row"><label for="other">${spending.compareWith}</label>
      <select id="other" class="short" @change=${(event) => choose(event.target.value)}>
        ${catalog.models.map(({ model }) => html`<option value=${model}
          ?selected=${model === other}>${model}</option>`)}</select></div>
    ${scrolled(spending.views.model, html`<table>
      <caption class="sr-only">${spending.views.model}</caption>
      <thead><tr><th scope="col">${spending.model}</th>
        <th scope="col" class="number">${spending.cost}</th>
        <th scope="col" class="number">${spending.onOther(other)}</th>
        <th scope="col" class="number">${spending.difference}</th>
        <th scope="col" class="number">${spending.requests}</th>
        <th scope="col" class="number">${spending.tokens}</th></tr></thead>
      <tbody>${rows.map((row) => html`<tr>
        <th scope="row">${groupName('model', row.model)}</th>${cells(row)}</tr>`)}</tbody>
      <tfoot><tr><th scope="row">${spending.total}</th>${cells(all)}</tr></tfoot></table>`)}
    <p class="muted small">${spending.whatIfHint}
      ${all.other && !all.other.isExact ? spending.aboutHint : nothing}</p>`;
}

function cells({ requests, tokens, cost, other }) {
  const { spending } = texts;
  const about = (amount, sign) => (other.isExact ? money(amount, { sign })
    : spending.about(money(amount, { sign })));
  return html`<td class="number">${money(cost)}</td>
    <td class="number">${other ? about(other.nanos) : html`<span class="muted">${spending.unpriced}</span>`}</td>
    <td class="number">${other ? about(other.nanos - cost, 'exceptZero') : '–'}</td>
    <td class="number">${count(requests)}</td><td class="number">${count(tokens)}</td>`;
}
