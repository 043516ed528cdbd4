import { html, nothing } from '../lit.js';
import { accountPath, follow, go } from '../app/routes.js';
import { count, money, typedUsd } from '../format/money.js';
import { day, exactMoment } from '../format/time.js';
import { texts } from '../texts/texts.js';
import { Pages } from './pages.js';
import { StaffView } from './view.js';
import './new-account.js';

/** How long after the last key the list is asked for, in milliseconds. */
const PAUSE = 200;
const FILTERS = ['prefix', 'plan', 'below_usd'];

/** The list of accounts: find one by the beginning of its id, its plan or its balance. */
class UsageAccounts extends StaffView {
  static properties = { filters: { state: true }, catalog: { state: true } };

  pages = new Pages(this, 'accounts');

  #timer = null;

  connectedCallback() {
    super.connectedCallback();
    const query = new URLSearchParams(location.search);
    this.filters = Object.fromEntries(FILTERS.map((name) => [name, query.get(name) ?? '']));
    this.#search();
    this.api.get('/v1/catalog').then((catalog) => { this.catalog = catalog; }, () => { });
  }

  get #belowWrong() {
    return this.filters.below_usd.trim() !== '' && typedUsd(this.filters.below_usd) === null;
  }

  #typed = (event) => {
    this.filters = { ...this.filters, [event.target.name]: event.target.value };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#search(), PAUSE);
  };

  #search() {
    if (this.#belowWrong) {
      return null;
    }
    const { prefix, plan, below_usd: below } = this.filters;
    const query = { prefix: prefix.trim(), plan, below_usd: below.trim() && typedUsd(below) };
    const kept = new URLSearchParams(Object.entries(this.filters).filter(([, value]) => value));
    history.replaceState(null, '', location.pathname + (kept.size ? `?${kept}` : ''));
    return this.pages.show('/v1/accounts', query);
  }

  /** Enter opens the account of that very id, or the only one there is. */
  #submitted = async (event) => {
    event.preventDefault();
    clearTimeout(this.#timer);
    await this.#search();
    const { items } = this.pages;
    const found = items?.find(({ account_id: id }) => id === this.filters.prefix.trim())
      ?? (items?.length === 1 ? items[0] : null);
    if (found) {
      go(accountPath(found.account_id));
    }
  };

  render() {
    const { answer } = this.pages;
    return html`<section class="card" aria-label=${texts.app.accounts} tabindex="-1">
      <form role="search" class="filters" @input=${this.#typed} @submit=${this.#submitted}>
        <div class="field"><label for="prefix">${texts.accounts.prefix}</label>
          <input id="prefix" name="prefix" type="search" autocomplete="off" spellcheck="false"
            .value=${this.filters.prefix}></div>
        <div class="field"><label for="plan">${texts.accounts.plan}</label>
          <select id="plan" name="plan"><option value="">${texts.accounts.anyPlan}</option>
            ${this.#plans.map((plan) => html`<option value=${plan}
              .selected=${plan === this.filters.plan}>${plan}</option>`)}</select></div>
        <div class="field"><label for="below_usd">${texts.accounts.below}</label>
          <input id="below_usd" name="below_usd" inputmode="decimal" autocomplete="off"
            .value=${this.filters.below_usd} aria-describedby="below-error"
            aria-invalid=${this.#belowWrong ? 'true' : nothing}></div>
        <button hidden>${texts.accounts.search}</button>
      </form>
      <p class="small error" id="below-error" role="alert" ?hidden=${!this.#belowWrong}>${
        this.#belowWrong ? texts.staff.amountWrong : ''}</p>
      ${this.list(this.pages, this.#isFiltered ? texts.accounts.noneFound : texts.accounts.none,
        (items) => this.#table(items))}
      <div class="between"><p class="small muted">${answer
        ? texts.staff.asOf(exactMoment(answer.known_at)) : '\u00a0'}</p>
        ${this.session?.role === 'operator' ? html`<usage-new-account .catalog=${this.catalog}
          @acted=${() => this.reread(this.pages)}></usage-new-account>` : nothing}</div>
    </section>`;
  }

  get #plans() {
    const known = this.catalog?.plans.map(({ plan }) => plan) ?? [];
    const { plan } = this.filters;
    return plan && !known.includes(plan) ? [plan, ...known] : known;
  }

  get #isFiltered() {
    return FILTERS.some((name) => this.filters[name].trim() !== '');
  }

  #table(items) {
    return html`<table><caption class="sr-only">${texts.app.accounts}</caption>
      <thead><tr><th scope="col">${texts.accounts.account}</th>
        <th scope="col" class="wide">${texts.accounts.plan}</th>
        <th scope="col" class="number wide">${texts.accounts.allowance}</th>
        <th scope="col" class="number">${texts.accounts.extraUsage}</th>
        <th scope="col" class="wide">${texts.accounts.cycleEnd}</th>
        <th scope="col" class="wide">${texts.accounts.state}</th></tr></thead>
      <tbody>${items.map((account) => this.#row(account))}</tbody></table>`;
  }

  #row(account) {
    const { account_id: id } = account;
    return html`<tr><th scope="row" class="breaks"><a href=${accountPath(id)} @click=${follow}>${id}</a>
        <div class="narrow">${this.#state(account)}</div></th>
      <td class="wide">${account.plan}${account.seats > 1
        ? html` <span class="muted">· ${texts.accounts.seats(count(account.seats))}</span>` : nothing}</td>
      <td class="number wide">${money(account.allowance_left_usd)}</td>
      <td class="number">${money(account.extra_usage_usd)}</td>
      <td class="wide">${account.cycle_end ? day(account.cycle_end) : '–'}</td>
      <td class="wide">${this.#state(account)}</td></tr>`;
  }

  #state({ closed, extra_usage_on: on, first_party_open: first, third_party_open: third }) {
    const [look, text] = closed ? ['', texts.accounts.closed]
      : !first ? ['bad', texts.accounts.blocked]
        : !third ? ['warn', on ? texts.accounts.thirdBlocked : texts.accounts.extraOff]
          : ['good', texts.accounts.open];
    return html`<span class="tag ${look}">${text}</span>`;
  }
}
customElements.define('usage-accounts', UsageAccounts);
