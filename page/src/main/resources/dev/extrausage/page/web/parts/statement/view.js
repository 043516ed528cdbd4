import { html, nothing } from '../../lit.js';
import { count, money, nanos } from '../../format/money.js';
import { moment } from '../../format/time.js';
import { named, texts } from '../../texts/texts.js';
import { scrolled } from '../spending/tables.js';
import { addsUp, linesOf } from './lines.js';

/** So many movements are shown; the CSV file has all. */
const MOST_MOVEMENTS = 500;

/** One statement: what came in and went out, what was used, and every movement. */
export function statementView(statement, account) {
  const { statements: text } = texts;
  return html`<article class="stack statement">
    <div><h3>${text.heading(account)}</h3>
      <p class="muted">${text.period(moment(statement.from), moment(statement.to))}</p>
      ${new Date(statement.to) > Date.now() ? html`<p class="muted small">${text.stillOpen}</p>` : nothing}</div>
    ${balances(statement)}
    ${used(statement.usage)}
    ${disclosed(text.movements(count(statement.movements.length)), () => movements(statement.movements))}
  </article>`;
}

function balances(statement) {
  const { statements: text } = texts;
  const row = (name, { allowance, extra }, sign) => html`<tr><th scope="row">${name}</th>
    <td class="number">${allowance === null ? '' : money(allowance, { sign })}</td>
    <td class="number">${extra === null ? '' : money(extra, { sign })}</td></tr>`;
  const pools = ({ allowance_left_usd: allowance, extra_usage_usd: extra }) => ({ allowance, extra });
  const isRight = statement.adds_up && addsUp(statement);
  return html`${scrolled(text.balances, html`<table><caption class="sr-only">${text.balances}</caption>
      <thead><tr><th scope="col">${text.line}</th><th scope="col" class="number">${text.allowance}</th>
        <th scope="col" class="number">${text.extraUsage}</th></tr></thead>
      <tbody>${row(text.opening, pools(statement.opening))}
        ${merged(linesOf(statement.flows)).map(([name, line]) => row(name, line, 'exceptZero'))}</tbody>
      <tfoot>${row(text.closing, pools(statement.closing))}</tfoot></table>`)}
    <p class=${isRight ? 'muted small' : 'error'}>${isRight ? html`<span aria-hidden="true">✓</span>
      ${text.addsUp}` : text.addsUpNot}</p>`;
}

/** The words for a flow from one pool to another. */
function flowName({ from, to }) {
  return named(texts.statements.flows, `${from}>${to}`).replace('>', ' → ');
}

/** Lines of the same words as one: usage drew on both pools, say. */
function merged(lines) {
  const found = new Map();
  const both = (a, b) => (a === null ? b : b === null ? a : a + b);
  for (const line of lines) {
    const name = flowName(line);
    const before = found.get(name) ?? { allowance: null, extra: null };
    found.set(name, { allowance: both(before.allowance, line.allowance),
      extra: both(before.extra, line.extra) });
  }
  return [...found];
}

const GROUPS = ['app', 'model', 'member', 'service_tier'];

function used(usage) {
  const { statements: text } = texts;
  if (usage.total.requests === 0 && nanos(usage.given_back.cost_usd) === 0n) {
    return nothing;
  }
  const foot = html`<tfoot>${nanos(usage.given_back.cost_usd) > 0n
      ? html`<tr><th scope="row">${text.givenBack}</th>${sums(negated(usage.given_back), usage)}</tr>` : nothing}
    <tr><th scope="row">${text.total}</th>${sums(usage.total, usage)}</tr></tfoot>`;
  return html`<h4>${text.used}</h4>
    ${nanos(usage.given_back.cost_usd) > 0n ? html`<p class="muted small">${text.usedHint}</p>` : nothing}
    ${GROUPS.filter((kind) => usage[`by_${kind}`].length > (kind === 'member' || kind === 'service_tier' ? 1 : 0))
      .map((kind) => usedTable(kind, usage, foot))}
    ${usage.by_session.length ? disclosed(text.sessions(count(usage.by_session.length)),
      () => usedTable('session', usage, foot)) : nothing}`;
}

function usedTable(kind, usage, foot) {
  const { statements: text } = texts;
  const cell = (name) => html`<th scope="col" class="number">${name}</th>`;
  return scrolled(text.groups[kind], html`<table><caption class="sr-only">${text.groups[kind]}</caption>
    <thead><tr><th scope="col">${text.groups[kind]}</th>${cell(text.cost)}${cell(text.allowance)}
      ${has(usage, 'previous_allowance_usd') ? cell(text.previous) : nothing}${cell(text.extraUsage)}
      ${has(usage, 'uncovered_usd') ? cell(text.uncovered) : nothing}${cell(text.requests)}</tr></thead>
    <tbody>${usage[`by_${kind}`].map((part) => html`<tr>
      <th scope="row">${part[kind] || text.nameless}</th>${sums(part, usage)}</tr>`)}</tbody>${foot}</table>`);
}

function sums(part, usage) {
  const cell = (usd) => html`<td class="number">${money(usd)}</td>`;
  return html`${cell(part.cost_usd)}${cell(part.allowance_usd)}
    ${has(usage, 'previous_allowance_usd') ? cell(part.previous_allowance_usd) : nothing}
    ${cell(part.extra_usage_usd)}${has(usage, 'uncovered_usd') ? cell(part.uncovered_usd) : nothing}
    <td class="number">${part.requests === null ? '' : count(part.requests)}</td>`;
}

/** Tells whether a column has anything to say in this statement. */
function has(usage, field) {
  return nanos(usage.total[field]) !== 0n || nanos(usage.given_back[field]) !== 0n;
}

function negated(part) {
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name,
    name === 'requests' ? null : -nanos(value)]));
}

function movements(all) {
  const { statements: text } = texts;
  const shown = all.slice(0, MOST_MOVEMENTS);
  return html`${shown.length < all.length
    ? html`<p class="muted small">${text.first(count(shown.length), count(all.length))}</p>` : nothing}
    ${scrolled(text.movements(count(all.length)), html`<table>
      <caption class="sr-only">${text.movements(count(all.length))}</caption>
      <thead><tr><th scope="col">${text.when}</th><th scope="col">${text.what}</th>
        <th scope="col" class="number">${text.amount}</th>
        <th scope="col" class="number">${text.allowance}</th>
        <th scope="col" class="number">${text.extraUsage}</th></tr></thead>
      <tbody>${shown.map((one) => html`<tr><td class="number">${moment(one.effective_at)}</td>
        <td>${flowName(one)}
          <span class="muted small">${[one.app, one.model].filter(Boolean).join(' · ')}</span></td>
        <td class="number">${movedBy(one)}</td>
        <td class="number">${money(one.allowance_left_usd)}</td>
        <td class="number">${money(one.extra_usage_usd)}</td></tr>`)}</tbody></table>`)}`;
}

/** A movement's amount, with its sign where it changed one of the two pools. */
function movedBy(movement) {
  const [line] = linesOf([movement]);
  return line ? money(line.allowance ?? line.extra, { sign: 'exceptZero' }) : money(movement.amount_usd);
}

/** A disclosure whose long content is made when it is opened. */
function disclosed(title, content) {
  return html`<usage-disclosure .heading=${title} .content=${content}></usage-disclosure>`;
}
