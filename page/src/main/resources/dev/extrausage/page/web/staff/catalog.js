import { html, css, nothing } from '../lit.js';
import { count, money } from '../format/money.js';
import { moment } from '../format/time.js';
import { texts } from '../texts/texts.js';
import { StaffView } from './view.js';

const PRICES = ['input_usd', 'output_usd', 'cache_write_usd', 'cache_write_1h_usd', 'cache_read_usd'];

/** The catalog in force: plans, prices, presets and bounds. */
class UsageCatalog extends StaffView {
  static properties = { catalog: { state: true }, problem: { state: true } };

  static styles = [StaffView.styles, css`
    .scroll table { min-width: 42rem; }
    .cards { display: grid; gap: var(--eu-5); grid-template-columns: minmax(0, 1fr); }
    dl { display: grid; grid-template-columns: minmax(8rem, max-content) minmax(0, 1fr);
      gap: var(--eu-2) var(--eu-5); }
    dt { color: var(--eu-muted); }
    .two { display: grid; gap: var(--eu-5); grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr)); }
    @media (max-width: 30rem) { dl { grid-template-columns: minmax(0, 1fr); gap: 0; }
      dd { margin-bottom: var(--eu-2); } }
  `];

  connectedCallback() {
    super.connectedCallback();
    this.#load();
  }

  async #load() {
    this.problem = null;
    try {
      this.catalog = await this.api.get('/v1/catalog');
    } catch (problem) {
      this.problem = problem;
    }
  }

  render() {
    const { catalog } = this;
    if (!catalog) {
      return html`<div class="card">${this.problem
        ? this.failure(this.problem, () => this.#load()) : this.skeleton(8)}</div>`;
    }
    const { catalog: words } = texts;
    return html`<div class="cards">
      <p class="muted">${words.version(catalog.version, moment(catalog.effective_from))}
        ${catalog.next ? words.next(catalog.next.version, moment(catalog.next.effective_from)) : nothing}</p>
      <section class="card" aria-labelledby="plans"><h2 id="plans">${words.plans}</h2>${this.#plans()}</section>
      <section class="card" aria-labelledby="models"><div><h2 id="models">${words.models}</h2>
        <p class="small muted">${words.perMillion}</p></div>${this.#models()}</section>
      <section class="card" aria-labelledby="more"><h2 id="more">${words.more}</h2>
        <div class="two">${this.#tiers()}${this.#units()}</div></section>
      <section class="card" aria-labelledby="rules"><h2 id="rules">${words.rules}</h2>${this.#rules()}</section></div>`;
  }

  #plans() {
    const { catalog: words } = texts;
    return html`<div class="scroll" tabindex="0" role="group" aria-labelledby="plans"><table>
      <caption class="sr-only">${words.plans}</caption>
      <thead><tr><th scope="col">${words.plan}</th><th scope="col" class="number">${words.allowance}</th>
        <th scope="col">${words.extraUsage}</th><th scope="col" class="number">${words.maxBalance}</th>
        <th scope="col">${words.starter}</th></tr></thead>
      <tbody>${this.catalog.plans.map((plan) => html`<tr><th scope="row">${plan.plan}</th>
        <td class="number">${money(plan.allowance_usd)}${plan.per_seat ? ` ${words.perSeat}` : ''}</td>
        <td>${plan.extra_usage ? words.yes : words.no}</td>
        <td class="number">${plan.max_balance_usd === null ? '–' : money(plan.max_balance_usd)}</td>
        <td>${this.#starter(plan.starter_credit)}</td></tr>`)}</tbody></table></div>`;
  }

  #starter(starter) {
    if (!starter) {
      return '–';
    }
    const amounts = Object.fromEntries(['min_usd', 'max_usd', 'amount_usd'].map(
      (name) => [name, starter[name] === null ? null : money(starter[name])]));
    return texts.catalog.starters[starter.kind](amounts);
  }

  #models() {
    const { catalog: words } = texts;
    return html`<div class="scroll" tabindex="0" role="group" aria-labelledby="models"><table>
      <caption class="sr-only">${words.models}</caption>
      <thead><tr><th scope="col">${words.model}</th>${PRICES.map((name) => html`
        <th scope="col" class="number">${words.prices[name]}</th>`)}</tr></thead>
      <tbody>${this.catalog.models.map((model) => html`<tr><th scope="row">${model.model}
          ${model.aliases.length ? html`<div class="small muted">${words.aliases(model.aliases.join(', '))}</div>`
            : nothing}</th>${this.#prices(model)}</tr>
        ${model.long_context ? html`<tr><th scope="row"><span class="small muted">${words.longContext(
          model.model, count(model.long_context.above_input_tokens))}</span></th>${
          this.#prices(model.long_context)}</tr>` : nothing}`)}</tbody></table></div>`;
  }

  #prices(of) {
    return PRICES.map((name) => html`<td class="number">${money(of[name])}</td>`);
  }

  #tiers() {
    const { catalog: words } = texts;
    return html`<table><caption class="small muted">${words.tiers}</caption>
      <thead><tr><th scope="col">${words.tier}</th><th scope="col" class="number">${words.factor}</th></tr></thead>
      <tbody>${this.catalog.service_tiers.map((tier) => html`<tr><th scope="row">${tier.service_tier}</th>
        <td class="number">× ${count(tier.factor)}</td></tr>`)}</tbody></table>`;
  }

  #units() {
    const { catalog: words } = texts;
    return html`<table><caption class="small muted">${words.units}</caption>
      <thead><tr><th scope="col">${words.unit}</th><th scope="col" class="number">${words.price}</th></tr></thead>
      <tbody>${this.catalog.units.map((unit) => html`<tr><th scope="row">${unit.unit}</th>
        <td class="number">${money(unit.price_usd)}</td></tr>`)}</tbody></table>`;
  }

  #rules() {
    const { catalog: words } = texts;
    const { top_up: topUp, auto_reload: reload, mid_cycle_change: change, first_party_apps: apps } = this.catalog;
    return html`<dl>
      <dt>${words.presets}</dt><dd>${topUp.presets_usd.map((usd) => money(usd)).join(' · ')}</dd>
      <dt>${words.bounds}</dt><dd>${words.range(money(topUp.min_usd), money(topUp.max_usd))}</dd>
      <dt>${words.cap}</dt><dd>${money(reload.default_monthly_cap_usd)}</dd>
      <dt>${words.declines}</dt><dd>${count(reload.max_consecutive_declines)}</dd>
      <dt>${words.change}</dt><dd>${words.changes[change] ?? change}</dd>
      <dt>${words.apps}</dt><dd>${apps.join(', ')}</dd></dl>`;
  }
}
customElements.define('usage-catalog', UsageCatalog);
