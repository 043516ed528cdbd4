import { LitElement, html, css, nothing } from '../lit.js';
import { Api } from '../client/api.js';
import { shared } from '../style/shared.js';
import { languageTag, texts } from '../texts/texts.js';
import { follow, viewOf } from './routes.js';
import './account-page.js';

document.documentElement.lang = languageTag();

/** The staff's views, each with the roles that have it, its text and how it is loaded. */
const STAFF_VIEWS = {
  accounts: [['support', 'finance', 'operator'], texts.app.accounts, '/accounts'],
  attention: [['finance', 'operator'], texts.app.attention, '/attention'],
  'trial-balance': [['finance'], texts.app.trialBalance, '/trial-balance'],
  keys: [['operator'], texts.app.keys, '/keys'],
  rejected: [['operator'], texts.app.rejected, '/rejected-events'],
  actions: [['support', 'finance', 'operator'], texts.app.actions, '/actions'],
  catalog: [['support', 'finance', 'operator'], texts.app.catalog, '/catalog'],
};

/** The whole page: who is signed in, where they are, and the view of that place. */
class UsageApp extends LitElement {
  static properties = {
    session: { state: true },
    problem: { state: true },
    place: { state: true },
  };

  static styles = [shared, css`
    .bar { border-bottom: 1px solid var(--eu-line); background: var(--eu-surface); }
    .inside { max-width: 60rem; margin: 0 auto; padding: 0 var(--eu-4); }
    .bar .inside { display: flex; flex-wrap: wrap; gap: var(--eu-1) var(--eu-4);
      align-items: center; justify-content: space-between; min-height: 3.5rem; }
    nav ul { display: flex; flex-wrap: wrap; gap: 0 var(--eu-4); }
    nav a { display: inline-block; padding: var(--eu-2) 0; text-decoration: none; color: var(--eu-muted);
      border-bottom: 2px solid transparent; }
    nav a[aria-current] { color: var(--eu-text); border-color: var(--eu-accent); font-weight: 600; }
    main.inside { padding-block: var(--eu-6) var(--eu-7); min-height: 60vh; outline: 0; }
    .skip { position: absolute; left: -100vw; }
    .skip:focus { left: var(--eu-2); top: var(--eu-2); background: var(--eu-surface);
      padding: var(--eu-2) var(--eu-3); z-index: 1; }
    @media print { .bar { display: none; } main { padding: 0; } }
  `];

  api = new Api();

  #moved = () => {
    this.place = viewOf(location.pathname);
  };

  connectedCallback() {
    super.connectedCallback();
    addEventListener('popstate', this.#moved);
    this.#moved();
    this.#signedIn();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('popstate', this.#moved);
  }

  async #signedIn() {
    try {
      this.session = await this.api.get('/v1/session');
      this.problem = null;
    } catch (problem) {
      this.problem = problem;
    }
  }

  async #signOut() {
    await this.api.fetch('POST', '/auth/logout').catch(() => { });
    location.assign('/');
  }

  get #isStaff() {
    return this.session && !['customer', 'member'].includes(this.session.role);
  }

  render() {
    return html`
      <a class="skip" href="#content" @click=${this.#skip}>${texts.app.skip}</a>
      ${this.session ? this.#header() : nothing}
      <main class="inside" id="content" tabindex="-1">${this.#content()}</main>`;
  }

  #skip(event) {
    event.preventDefault();
    this.renderRoot.querySelector('main').focus();
  }

  /** The view that the navigation marks: an account is one of the accounts. */
  get #current() {
    return ['home', 'account'].includes(this.place?.view) ? 'accounts' : this.place?.view;
  }

  #header() {
    const { name, role } = this.session;
    return html`<header class="bar"><div class="inside">
      ${this.#isStaff ? html`<nav aria-label=${texts.app.title}><ul>
        ${Object.entries(STAFF_VIEWS).filter(([, [roles]]) => roles.includes(role)).map(
          ([view, [, text, path]]) => html`<li><a href=${path} @click=${follow}
            aria-current=${this.#current === view ? 'page' : nothing}>${text}</a></li>`)}
      </ul></nav>` : html`<strong>${texts.app.title}</strong>`}
      <div class="row small"><span class="muted">${texts.app.signedInAs(name)}</span>
        ${this.session.kind === 'session' || this.session.kind === 'browser'
          ? html`<button class="plain" @click=${this.#signOut}>${texts.app.signOut}</button>` : nothing}
      </div></div></header>`;
  }

  #content() {
    if (this.problem) {
      return this.problem.status === 401 ? this.#signInView() : html`<div role="alert" class="strip bad">
        <p>${this.problem.status === 0 ? texts.states.offline : this.problem.message}</p>
        <button @click=${this.#signedIn}>${texts.states.retry}</button></div>`;
    }
    if (!this.session) {
      return html`<div class="card" aria-busy="true"><span class="skeleton"></span>
        <span class="skeleton"></span><span class="skeleton"></span></div>`;
    }
    return this.#isStaff ? this.#staffView() : this.#customerView();
  }

  #customerView() {
    const own = this.session.account_id;
    const { place } = this;
    if (!place || (place.view !== 'home' && (place.view !== 'account' || place.account_id !== own))) {
      return this.#notFound();
    }
    return this.#account(own);
  }

  #account(id) {
    return html`<usage-account-page account=${id} .session=${this.session}
      .entry=${this.place.sequence ? Number(this.place.sequence) : null}
      .cycle=${this.place.cycle ?? null}></usage-account-page>`;
  }

  #staffView() {
    const view = this.place?.view === 'home' ? 'accounts' : this.place?.view;
    if (view === 'account') {
      import('../staff/desk.js');
      return this.#account(this.place.account_id);
    }
    if (!STAFF_VIEWS[view]?.[0].includes(this.session.role)) {
      return this.#notFound();
    }
    import('../staff/staff.js').then(() => this.requestUpdate());
    return html`<usage-staff .session=${this.session} view=${view}></usage-staff>`;
  }

  #signInView() {
    return html`<div class="card"><h2>${texts.app.signInTitle}</h2>
      <p>${texts.app.signInText}</p><p class="muted">${texts.app.signInHint}</p></div>`;
  }

  #notFound() {
    return html`<div class="card"><h2>${texts.app.notFoundTitle}</h2>
      <p>${texts.app.notFoundText}</p>
      <p><a href="/" @click=${follow}>${texts.app.back}</a></p></div>`;
  }
}
customElements.define('usage-app', UsageApp);
