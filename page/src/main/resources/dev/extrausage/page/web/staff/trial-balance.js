import { html, css, nothing } from '../lit.js';
import { count, money } from '../format/money.js';
import { exactMoment } from '../format/time.js';
import { named, texts } from '../texts/texts.js';
import { StaffView } from './view.js';

/** All accounts' postings, pool by pool, which come to zero; for a moment, and printable. */
class UsageTrialBalance extends StaffView {
  static properties = {
    answer: { state: true },
    problem: { state: true },
    at: { state: true },
    busy: { state: true },
  };

  static styles = [StaffView.styles, css`
    .tables { display: grid; gap: var(--eu-5); align-items: start;
      grid-template-columns: minmax(0, 1fr); }
    @media (min-width: 48rem) {
      .tables { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: var(--eu-6); } }
    @media print { .tables { grid-template-columns: minmax(0, 1fr); } }
    tfoot > tr > * { border-top: 2px solid var(--eu-text); border-bottom: 0; font-weight: 650;
      font-size: inherit; color: inherit; }
    form .field { max-width: 16rem; }
    .bottom { align-items: end; }
    .figures { display: flex; flex-wrap: wrap; gap: var(--eu-1) var(--eu-5); }
  `];

  #asked = 0;

  connectedCallback() {
    super.connectedCallback();
    this.at = '';
    this.#load();
  }

  async #load() {
    this.#asked += 1;
    const asked = this.#asked;
    this.busy = true;
    try {
      const query = this.at ? `?at=${new Date(this.at).toISOString()}` : '';
      const answer = await this.api.get(`/v1/trial-balance${query}`);
      if (asked === this.#asked) {
        this.answer = answer;
        this.problem = null;
      }
    } catch (problem) {
      if (asked === this.#asked) {
        this.problem = problem;
      }
    }
    this.busy = asked !== this.#asked;
  }

  #chosen = (event) => {
    this.at = event.target.value;
    this.#load();
  };

  #now = () => {
    this.at = '';
    this.#load();
  };

  render() {
    return html`<section class="card" aria-labelledby="title">
      <form class="row bottom no-print" @submit=${(event) => event.preventDefault()}>
        <div class="field"><label for="at">${texts.trialBalance.at}</label>
          <input id="at" type="datetime-local" step="1" min="2000-01-01T00:00" max="2099-12-31T23:59"
            .value=${this.at} @change=${this.#chosen}></div>
        <div class="row"><button type="button" @click=${this.#now}>${this.at
          ? texts.trialBalance.now : texts.trialBalance.refresh}</button>
          <button type="button" @click=${() => print()} ?disabled=${!this.answer}>${
            texts.trialBalance.print}</button></div>
      </form>
      ${this.problem ? this.failure(this.problem, () => this.#load()) : nothing}
      ${this.answer ? this.#balance(this.answer) : this.problem ? nothing : this.skeleton(12)}
    </section>`;
  }

  #balance(answer) {
    const { trialBalance: words } = texts;
    return html`<div class="stack" aria-busy=${this.busy}>
      <div><h2 id="title">${answer.at ? words.titleAt(exactMoment(answer.at)) : words.title}</h2>
        <p class="small muted figures"><span>${words.accounts(count(answer.accounts))}</span>
          <span>${words.entries(count(answer.entries))}</span>
          <span>${texts.staff.asOf(exactMoment(answer.known_at))}</span></p></div>
      <div class="strip ${answer.adds_up ? 'good' : 'bad'}" role="status"><div>
        <p>${answer.adds_up ? words.addsUp : words.doesNot}</p>
        ${answer.complaints.length ? html`<ul lang="en">${answer.complaints.map(
          (one) => html`<li>${one}</li>`)}</ul>` : nothing}</div></div>
      <div class="tables"><table><caption class="small muted">${words.pools}</caption>
        <thead><tr><th scope="col">${words.pool}</th>
          <th scope="col" class="number">${words.balance}</th></tr></thead>
        <tbody>${answer.pools.map(({ pool, balance_usd: balance }) => html`<tr>
          <th scope="row" class="breaks">${named(words.poolNames, pool)}
            <div class="small muted">${words.poolMeanings[pool] ?? ''}</div></th>
          <td class="number">${money(balance)}</td></tr>`)}</tbody>
        <tfoot><tr><th scope="row">${words.total}</th>
          <td class="number">${money(answer.total_usd)}</td></tr></tfoot></table>
      <table><caption class="small muted">${words.liability}</caption>
        <thead><tr><th scope="col">${words.kind}</th>
          <th scope="col" class="number">${words.left}</th></tr></thead>
        <tbody>${answer.liability.map(({ kind, left_usd: left }) => html`<tr>
          <th scope="row">${named(texts.staff.kinds, kind)}</th>
          <td class="number">${money(left)}</td></tr>`)}</tbody>
        <tfoot><tr><th scope="row">${words.liabilityTotal}</th>
          <td class="number">${money(answer.pools.find(({ pool }) => pool === 'EXTRA_USAGE').balance_usd)}</td>
        </tr></tfoot></table></div></div>`;
  }
}
customElements.define('usage-trial-balance', UsageTrialBalance);
