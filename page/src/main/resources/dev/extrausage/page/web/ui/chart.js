import { LitElement, css, html, nothing, svg } from '../lit.js';
import { shared } from '../style/shared.js';
import { lengthOf, ticks } from './scale.js';

const HEIGHT = 200;
const TOP = 10;
const BOTTOM = 26;
/** The most series that the tokens have colours, and this file patterns, for. */
export const MOST_SERIES = 7;

/** The strokes over each series' colour; the first has none. */
const PATTERNS = [
  nothing,
  svg`<path d="M-2 10 L10 -2 M-2 2 L2 -2 M6 10 L10 6"></path>`,
  svg`<circle class="dot" cx="4" cy="4" r="1.6"></circle>`,
  svg`<path d="M0 4 H8"></path>`,
  svg`<path d="M-2 -2 L10 10 M-2 6 L2 10 M6 -2 L10 2"></path>`,
  svg`<path d="M4 0 V8"></path>`,
  svg`<path d="M0 4 H8 M4 0 V8"></path>`,
];

/**
 * Stacked columns with an axis and a legend that says the values of the column under the pointer
 * or the focus, of all columns otherwise. Series are told apart by order, colour and pattern; the
 * arrow keys, Home and End go from column to column.
 *
 * Properties: `label`, what the chart shows; `series`, at most {@link MOST_SERIES} names;
 * `columns`, `{label, title, values}` with a BigInt a series; `format`, which makes text of a
 * value; `total`, what the legend is headed by when no column is chosen.
 */
class UsageChart extends LitElement {
  static properties = {
    label: { type: String },
    total: { type: String },
    series: { attribute: false },
    columns: { attribute: false },
    format: { attribute: false },
    chosen: { state: true },
    /** The column that the tabulator key leads to. */
    entry: { state: true },
    width: { state: true },
  };

  static styles = [shared, css`
    figure { display: grid; gap: var(--eu-3, 0.75rem); }
    .plot { height: ${HEIGHT}px; }
    .plot svg { display: block; overflow: visible; width: 100%; height: 100%; }
    text { fill: var(--eu-muted, #5c5c57); font-size: 12px; font-variant-numeric: tabular-nums; }
    .grid { stroke: var(--eu-line, #dededa); }
    .base { stroke: var(--eu-control-line, #85857f); }
    .hit { fill: transparent; }
    .column { outline: 0; }
    .chosen .hit { fill: var(--eu-sunken, #f0f0ed); }
    .column:focus-visible { outline: 2px solid var(--eu-focus, #1d4ed8); outline-offset: 1px; }
    pattern path { stroke: var(--eu-surface, #fff); stroke-width: 1.5; fill: none; }
    pattern .dot { fill: var(--eu-surface, #fff); }
    .s0 { fill: var(--eu-series-1, #0f766e); }
    .s1 { fill: var(--eu-series-2, #6d4bc3); }
    .s2 { fill: var(--eu-series-3, #b45309); }
    .s3 { fill: var(--eu-series-4, #2563ab); }
    .s4 { fill: var(--eu-series-5, #a2346b); }
    .s5 { fill: var(--eu-series-6, #5f6b1f); }
    .s6 { fill: var(--eu-series-7, #6b6b65); }
    .legend { display: grid; gap: var(--eu-1, 0.25rem) var(--eu-5, 1.5rem);
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 16rem), 1fr)); }
    .legend li { display: grid; grid-template-columns: 14px minmax(0, 1fr) auto; gap: var(--eu-2, 0.5rem); align-items: center; }
    .legend .name { overflow-wrap: anywhere; }
    .legend svg { display: block; width: 14px; height: 14px; border-radius: 3px; }
    figcaption { display: flex; justify-content: space-between; gap: var(--eu-4, 1rem); }
  `];

  #sizes = new ResizeObserver(([entry]) => {
    this.width = Math.round(entry.contentRect.width);
  });

  constructor() {
    super();
    this.series = [];
    this.columns = [];
    this.format = String;
    this.chosen = null;
    this.width = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#sizes.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#sizes.disconnect();
  }

  willUpdate() {
    const last = this.columns.length - 1;
    this.chosen = this.chosen !== null && this.chosen > last ? null : this.chosen;
    this.entry = Math.min(this.entry ?? last, last);
  }

  render() {
    const { chosen } = this;
    const values = this.series.map((_, i) => (chosen === null
      ? this.columns.reduce((sum, column) => sum + column.values[i], 0n)
      : this.columns[chosen].values[i]));
    return html`<figure>
      <figcaption><span>${chosen === null ? this.total : this.columns[chosen].title}</span>
        <strong class="number">${this.format(sum(values))}</strong></figcaption>
      <div class="plot" role="group" aria-label=${this.label}>${this.#plot()}</div>
      <ul class="legend small">${this.series.map((name, i) => html`<li>
        <svg viewBox="0 0 14 14" aria-hidden="true">${fills(i, { width: 14, height: 14 })}</svg>
        <span class="name">${name}</span><span class="number">${this.format(values[i])}</span></li>`)}
      </ul></figure>`;
  }

  #plot() {
    const { width, columns } = this;
    if (!width || !columns.length) {
      return nothing;
    }
    const sums = columns.map((column) => sum(column.values));
    const axis = ticks(sums.reduce((most, value) => (value > most ? value : most), 0n));
    const labels = axis.map((tick) => this.format(tick));
    const left = Math.max(...labels.map((label) => label.length)) * 7 + 10;
    const place = { left, step: (width - left) / columns.length, end: axis.at(-1) };
    return svg`<svg @keydown=${this.#moved} @pointerleave=${() => this.#choose(null)}>
      <defs>${this.series.map((_, i) => svg`<pattern id=${`p${i}`} width="8" height="8"
        patternUnits="userSpaceOnUse">${PATTERNS[i]}</pattern>`)}</defs>
      ${axis.map((tick, i) => svg`<g aria-hidden="true">
        <line class=${i ? 'grid' : 'base'} x1=${left} x2=${width} y1=${y(tick, place)} y2=${y(tick, place)}></line>
        <text x=${left - 8} y=${y(tick, place) + 4} text-anchor="end">${labels[i]}</text></g>`)}
      ${columns.map((column, i) => this.#column(column, i, sums[i], place))}
      ${this.#dates(place)}</svg>`;
  }

  #column(column, i, whole, place) {
    const { left, step, end } = place;
    const gap = step > 6 ? Math.min(8, step * 0.2) : 0;
    let below = 0n;
    const parts = column.values.map((value, s) => {
      below += value;
      return value === 0n ? nothing : fills(s, { x: left + i * step + gap / 2, y: y(below, place),
        width: Math.max(0.5, step - gap), height: lengthOf(value, end, HEIGHT - TOP - BOTTOM) });
    });
    return svg`<g class=${`column ${this.chosen === i ? 'chosen' : ''}`} role="img"
      tabindex=${i === this.entry ? 0 : -1} data-column=${i} aria-label=${this.#said(column, whole)}
      @pointerenter=${() => this.#choose(i)} @focus=${() => this.#focused(i)}
      @blur=${() => this.#choose(null)}>
      <rect class="hit" x=${left + i * step} y=${TOP} width=${step} height=${HEIGHT - TOP - BOTTOM}></rect>
      ${parts}</g>`;
  }

  #dates({ left, step }) {
    const every = Math.max(1, Math.ceil(84 / step));
    const last = this.columns.length - 1;
    return this.columns.map((column, i) => ((last - i) % every || (i * step < 24 && i > 0)
      ? nothing : svg`<text aria-hidden="true" y=${HEIGHT - 8} text-anchor=${i === last && last > 0
        ? 'end' : 'middle'} x=${left + (i === last && last > 0 ? i + 1 : i + 0.5) * step}>${column.label}</text>`));
  }

  #said(column, whole) {
    const parts = this.series.flatMap((name, i) => (column.values[i] === 0n ? []
      : [`${name} ${this.format(column.values[i])}`]));
    return `${column.title}: ${this.format(whole)}${parts.length > 1 ? ` (${parts.join(', ')})` : ''}`;
  }

  #choose(i) {
    this.chosen = i;
  }

  #focused(i) {
    this.entry = i;
    this.chosen = i;
  }

  #moved(event) {
    const last = this.columns.length - 1;
    const to = { ArrowLeft: this.entry - 1, ArrowRight: this.entry + 1, Home: 0, End: last }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      this.renderRoot.querySelector(`[data-column="${Math.max(0, Math.min(last, to))}"]`).focus();
    }
  }
}
customElements.define('usage-chart', UsageChart);

function sum(values) {
  return values.reduce((all, value) => all + value, 0n);
}

/** Where a value lies above the base line. */
function y(value, { end }) {
  const length = HEIGHT - TOP - BOTTOM;
  return TOP + length - lengthOf(value, end, length);
}

/** The area of a series: its colour, and its pattern over it. */
function fills(i, { x = 0, y: top = 0, width, height }) {
  return svg`<rect class=${`s${i}`} x=${x} y=${top} width=${width} height=${height}></rect>${i
    ? svg`<rect fill=${`url(#p${i})`} x=${x} y=${top} width=${width} height=${height}></rect>` : nothing}`;
}
