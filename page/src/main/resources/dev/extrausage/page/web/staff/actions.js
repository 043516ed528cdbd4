import { html, nothing } from '../lit.js';
import { accountPath, entryPath, follow } from '../app/routes.js';
import { exactMoment, fromNow } from '../format/time.js';
import { named, texts } from '../texts/texts.js';
import { Pages } from './pages.js';
import { StaffView } from './view.js';

const PAUSE = 300;
const FILTERS = ['account_id', 'actor', 'from', 'to'];

/** Who did what, and why: the entries that a credential gave rise to. */
class UsageActions extends StaffView {
  static properties = { filters: { state: true } };

  pages = new Pages(this, 'actions');

  #timer = null;

  connectedCallback() {
    super.connectedCallback();
    const query = new URLSearchParams(location.search);
    this.filters = Object.fromEntries(FILTERS.map((name) => [name, query.get(name) ?? '']));
    this.#search();
  }

  #typed = (event) => {
    this.#set({ [event.target.name]: event.target.value });
  };

  #set(filters) {
    this.filters = { ...this.filters, ...filters };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#search(), PAUSE);
  }

  #search() {
    const { account_id: account, actor, from, to } = this.filters;
    const kept = new URLSearchParams(Object.entries(this.filters).filter(([, value]) => value));
    history.replaceState(null, '', location.pathname + (kept.size ? `?${kept}` : ''));
    const after = to ? new Date(`${to}T00:00:00`) : null;
    after?.setDate(after.getDate() + 1); // the whole of the last day
    this.pages.show('/v1/actions', { account_id: account.trim(), actor: actor.trim(),
      from: from && new Date(`${from}T00:00:00`).toISOString(), to: after && after.toISOString() });
  }

  render() {
    const { actions: words } = texts;
    const { answer } = this.pages;
    return html`<section class="card" aria-label=${texts.app.actions} tabindex="-1">
      <form role="search" class="filters" @input=${this.#typed}
        @submit=${(event) => event.preventDefault()}>
        ${FILTERS.map((name) => html`<div class="field"><label for=${name}>${words[name]}</label>
          <input id=${name} name=${name} type=${['from', 'to'].includes(name) ? 'date' : 'search'}
            autocomplete="off" spellcheck="false" .value=${this.filters[name]}></div>`)}
      </form>
      ${this.list(this.pages, words.none, (actions) => html`<ul class="lines">
        ${actions.map((action) => this.#action(action))}</ul>`)}
      <p class="small muted">${answer ? texts.staff.asOf(exactMoment(answer.known_at)) : '\u00a0'}</p>
    </section>`;
  }

  #action({ account_id: id, sequence, at, actor, type, outcome, note, summary }) {
    const { actions: words } = texts;
    return html`<li><div class="between">
        <p><strong>${named(words.types, type)}</strong> <a href=${accountPath(id)} @click=${follow}>${id}</a>
          ${outcome === 'APPLIED' ? nothing : html`<span class="tag ${outcome === 'REFUSED' ? 'bad' : ''}">${
            named(words.outcomes, outcome)}</span>`}</p>
        <time class="small muted" datetime=${at} title=${exactMoment(at)}>${fromNow(at)}</time></div>
      <p lang="en">${summary}</p>
      ${note ? html`<p class="small">${texts.staff.quote(note)}</p>` : nothing}
      <p class="small row"><span class="muted">${words.by}
        <button class="plain small" @click=${() => this.#set({ actor })}
          title=${words.onlyBy(actor)}>${actor}</button></span>
        <a href=${entryPath(id, sequence)} @click=${follow}>${texts.staff.entry(sequence)}</a></p></li>`;
  }
}
customElements.define('usage-actions', UsageActions);
