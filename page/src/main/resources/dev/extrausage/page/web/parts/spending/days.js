import { html } from '../../lit.js';
import { count, money, nanos } from '../../format/money.js';
import { day, shortDay } from '../../format/time.js';
import { texts } from '../../texts/texts.js';
import { MOST_SERIES } from '../../ui/chart.js';
import { grouped } from '../../ui/scale.js';
import { dayText, daysBetween } from './period.js';
import { groupName, scrolled } from './tables.js';

/**
 * Usage by day for the chart and its table: {series, columns, format}.
 *
 * @param report of `GET A/usage?bucket=day`, grouped by `kind`
 * @param period as `periodOf` answers it
 * @param withMoney false counts requests, for those who do not see amounts
 */
export function byDay(report, kind, period, withMoney) {
  const sizeOf = ({ cost_usd: cost, requests }) => (withMoney ? nanos(cost) : BigInt(requests));
  const sums = new Map();
  const cells = new Map();
  for (const bucket of report.buckets) {
    const name = bucket.group[kind];
    const key = `${dayText(new Date(bucket.start))} ${JSON.stringify(name)}`;
    sums.set(name, (sums.get(name) ?? 0n) + sizeOf(bucket));
    cells.set(key, (cells.get(key) ?? 0n) + sizeOf(bucket));
  }
  const series = grouped([...sums.keys()], [...sums.values()], MOST_SERIES);
  const columns = daysBetween(period.from, period.to ?? new Date()).map((date) => ({
    label: shortDay(date),
    title: day(date),
    values: series.map((names) => names.reduce((sum, name) => sum
      + (cells.get(`${dayText(date)} ${JSON.stringify(name)}`) ?? 0n), 0n)),
  }));
  return { columns, format: withMoney ? (value) => money(value) : (value) => count(value),
    series: series.map((names) => (names.length === 1 ? groupName(kind, names[0])
      : texts.spending.rest(count(names.length)))) };
}

/** The chart's table: the days on which anything was used, the latest first. */
export function dayTable({ series, columns, format }, label) {
  const { spending } = texts;
  const all = (values) => values.reduce((sum, value) => sum + value, 0n);
  const used = columns.filter(({ values }) => all(values) > 0n).reverse();
  const sums = series.map((_, i) => all(columns.map(({ values }) => values[i])));
  const row = (title, values) => html`<tr><th scope="row">${title}</th>
    <td class="number">${format(all(values))}</td>
    ${values.map((value) => html`<td class="number">${format(value)}</td>`)}</tr>`;
  return scrolled(label, html`<table><caption class="sr-only">${label}</caption>
    <thead><tr><th scope="col">${spending.day}</th><th scope="col" class="number">${spending.total}</th>
      ${series.map((name) => html`<th scope="col" class="number">${name}</th>`)}</tr></thead>
    <tbody>${used.map(({ title, values }) => row(title, values))}</tbody>
    <tfoot>${row(spending.total, sums)}</tfoot></table>`);
}
