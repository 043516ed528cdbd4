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
    /** The path where people sign in; empty where there is none. */
    signIn: { attribute: 'sign-in' },
    session: { state: true },
    /** True when the session has ended, or never was. */
    ended: { state: true },
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
    h1 { font-size: var(--eu-size-xl); line-height: 1.25; margin: 0; font-weight: 700; }
    main.inside { padding-block: var(--eu-6) var(--eu-7); min-height: 60vh; outline: 0; }
    .skip { position: absolute; left: -100vw; }
    .skip:focus { left: var(--eu-2); top: var(--eu-2); background: var(--eu-surface);
      padding: var(--eu-2) var(--eu-3); z-index: 1; }
    @media print { .bar { display: none; } main { padding: 0; } }
  `];

  api = new Api();

  #moved = () => {
    const before = this.place;
    this.place = viewOf(location.pathname);
    const shown = (place) => (place?.view === 'home' ? '/' : `${place?.view} ${place?.account_id}`);
    if (before && this.#isStaff && shown(before) !== shown(this.place)) {
      // As a browser does with a new page: its beginning, for the eye and the screen reader.
      this.updateComplete.then(() => {
        scrollTo(0, 0);
        this.renderRoot.querySelector('main').focus({ preventScroll: true });
      });
    }
  };

  #signedOut = () => {
    this.ended = true;
  };

  connectedCallback() {
    super.connectedCallback();
    addEventListener('popstate', this.#moved);
    addEventListener('usage-signed-out', this.#signedOut);
    this.#moved();
    this.#signedIn();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('popstate', this.#moved);
    removeEventListener('usage-signed-out', this.#signedOut);
  }

  async #signedIn() {
    try {
      this.session = await this.api.get('/v1/session');
      this.problem = null;
      this.ended = false;
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

  updated() {
    const view = STAFF_VIEWS[this.place?.view]?.[1] ?? this.place?.account_id;
    document.title = this.#isStaff && view ? `${view} · ${texts.app.title}` : texts.app.title;
  }

  render() {
    return html`
      ${this.session && !this.ended ? this.#header() : nothing}
      <main class="inside" tabindex="-1">${this.#content()}</main>`;
  }

  #skip() {
    this.renderRoot.querySelector('main').focus();
  }

  /** The view that the navigation marks: an account is one of the accounts. */
  get #current() {
    return ['home', 'account'].includes(this.place?.view) ? 'accounts' : this.place?.view;
  }

  #header() {
    const { role } = this.session;
    const name = this.#isStaff ? this.session.name
      : [this.session.account_id, this.session.member_id].filter(Boolean).join(' / ');
    const back = this.#backLink();
    // A button: no link leads from the document to a place inside an element.
    return html`<header class="bar"><button class="skip" @click=${this.#skip}>${texts.app.skip}</button>
      <div class="inside">
      ${this.#isStaff ? html`<nav aria-label=${texts.app.title}><ul>
        ${Object.entries(STAFF_VIEWS).filter(([, [roles]]) => roles.includes(role)).map(
          ([view, [, text, path]]) => html`<li><a href=${path} @click=${follow}
            aria-current=${this.#current === view ? 'page' : nothing}>${text}</a></li>`)}
      </ul></nav>` : html`<strong>${texts.app.title}</strong>`}
      <div class="row small">${back ?? nothing}<span class="muted">${texts.app.signedInAs(name)}</span>
        ${this.session.kind === 'session'
          ? html`<button class="plain" @click=${this.#signOut}>${texts.app.signOut}</button>` : nothing}
      </div></div></header>`;
  }

  #content() {
    if (this.ended) {
      return this.#signInView();
    }
    if (this.problem) {
      return html`<div role="alert" class="strip bad">
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
    const back = this.#backLink();
    return html`<div class="card"><h1>${texts.app.signInTitle}</h1>
      <p>${texts.app.signInText}</p>
      ${back ? html`<p>${back}</p>` : this.signIn ? html`<p><a class="button" href=${`${this.signIn}?return_to=${
        encodeURIComponent(location.pathname)}`}>${texts.app.signIn}</a></p>`
        : html`<p class="muted">${texts.app.signInHint}</p>`}</div>`;
  }

  /** The way back to the host product whose portal session this is or was; null: there is none. */
  #backLink() {
    const to = this.session?.return_url;
    return to && /^https?:/.test(to)
      ? html`<a href=${to} rel="noreferrer">${texts.app.backTo(new URL(to).host)}</a>` : null;
  }

  #notFound() {
    return html`<div class="card"><h1>${texts.app.notFoundTitle}</h1>
      <p>${texts.app.notFoundText}</p>
      <p><a href="/" @click=${follow}>${texts.app.back}</a></p></div>`;
  }
}
customElements.define('usage-app', UsageApp);
