import { LitElement, css, html, nothing } from '../lit.js';
import { shared } from '../style/shared.js';
import { texts } from '../texts/texts.js';
import { isFiltered, isNoAmount, NAME_FILTERS, NO_FILTERS } from './history-filters.js';
import { historyStyles } from './history-styles.js';

/** The filters of the history; tells of each change by the event `filters`. */
class UsageHistoryForm extends LitElement {
  static properties = {
    filters: { attribute: false },
    /** The lines shown so far: their names are suggested. */
    entries: { attribute: false },
  };

  static styles = [shared, historyStyles, css`
    .foot { padding-top: var(--eu-2, 0.5rem); }
  `];

  render() {
    const { filters } = this;
    const isCustom = filters.days === 'custom';
    return html`<details class="no-print"><summary>${texts.history.filter}${isFiltered(filters)
        ? html` <span class="tag accent">${Object.values(filters).filter(Boolean).length}</span>` : nothing}</summary>
      <div class="filters">
        ${this.#choice('kind', texts.history.kinds)}
        ${this.#choice('days', texts.history.periods)}
        ${isCustom ? [this.#day('from'), this.#day('to')] : nothing}
        ${this.#choice('outcome', texts.history.outcomes)}
        ${this.#least()}
        ${NAME_FILTERS.map((name) => this.#name(name))}
      </div>
      ${isFiltered(filters) ? html`<div class="foot"><button class="plain small"
        @click=${() => this.#tell(NO_FILTERS)}>${texts.history.clear}</button></div>` : nothing}
    </details>`;
  }

  #tell(filters) {
    this.dispatchEvent(new CustomEvent('filters', { detail: filters }));
  }

  #set(name) {
    return (event) => this.#tell({ ...this.filters, [name]: event.target.value });
  }

  #field(name, control, below = nothing) {
    return html`<div class="field"><label class="small" for=${name}>${texts.history.filters[name]}</label>
      ${control}${below}</div>`;
  }

  #choice(name, choices) {
    return this.#field(name, html`<select id=${name} @change=${this.#set(name)}>${
      Object.entries(choices).map(([value, text]) => html`<option value=${value}
        .selected=${this.filters[name] === value}>${text}</option>`)}</select>`);
  }

  #day(name) {
    return this.#field(name, html`<input id=${name} type="date" .value=${this.filters[name]}
      @change=${this.#set(name)}>`);
  }

  #least() {
    const isWrong = isNoAmount(this.filters);
    return this.#field('min', html`<input id="min" inputmode="decimal" autocomplete="off"
      aria-invalid=${isWrong} aria-describedby=${isWrong ? 'min-wrong' : nothing}
      .value=${this.filters.min} @change=${this.#set('min')}>`,
    isWrong ? html`<p id="min-wrong" class="error small" role="alert">${texts.history.noAmount}</p>` : nothing);
  }

  #name(name) {
    const field = { session: 'session_id', member: 'member_id' }[name] ?? name;
    const known = [...new Set(this.entries.map((entry) => entry[field]).filter(Boolean))].sort();
    return this.#field(name, html`<input id=${name} list=${`${name}-known`} autocomplete="off"
      autocapitalize="none" spellcheck="false" .value=${this.filters[name]} @change=${this.#set(name)}>
      <datalist id=${`${name}-known`}>${known.map((one) => html`<option value=${one}></option>`)}</datalist>`);
  }
}
customElements.define('usage-history-form', UsageHistoryForm);
