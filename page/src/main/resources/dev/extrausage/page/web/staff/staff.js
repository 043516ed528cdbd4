import { html, css } from '../lit.js';
import { texts } from '../texts/texts.js';
import { StaffView } from './view.js';

/** The staff's views by name: how each is loaded, its title and its element. */
const VIEWS = {
  accounts: [() => import('./accounts.js'), texts.app.accounts,
    (session) => html`<usage-accounts .session=${session}></usage-accounts>`],
  attention: [() => import('./attention.js'), texts.app.attention,
    (session) => html`<usage-attention .session=${session}></usage-attention>`],
  'trial-balance': [() => import('./trial-balance.js'), texts.app.trialBalance,
    (session) => html`<usage-trial-balance .session=${session}></usage-trial-balance>`],
  keys: [() => import('./keys.js'), texts.app.keys,
    (session) => html`<usage-keys .session=${session}></usage-keys>`],
  rejected: [() => import('./rejected.js'), texts.app.rejected,
    (session) => html`<usage-rejected .session=${session}></usage-rejected>`],
  actions: [() => import('./actions.js'), texts.app.actions,
    (session) => html`<usage-actions .session=${session}></usage-actions>`],
  catalog: [() => import('./catalog.js'), texts.app.catalog,
    (session) => html`<usage-catalog .session=${session}></usage-catalog>`],
};

/** One of the staff's views, under its title. */
class UsageStaff extends StaffView {
  static properties = {
    view: { type: String },
    /** The view whose element is loaded. */
    loaded: { state: true },
    problem: { state: true },
  };

  static styles = [StaffView.styles, css`
    .page { display: grid; gap: var(--eu-5); grid-template-columns: minmax(0, 1fr); }
    h1 { font-size: var(--eu-size-xxl); line-height: 1.2; margin: 0; font-weight: 700;
      letter-spacing: -0.01em; }
  `];

  willUpdate(changed) {
    if (changed.has('view')) {
      this.#load();
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.title = texts.app.title;
  }

  async #load() {
    const { view } = this;
    document.title = `${VIEWS[view][1]} · ${texts.app.title}`;
    this.problem = null;
    try {
      await VIEWS[view][0]();
      this.loaded = view;
    } catch {
      this.problem = { status: 0 };
    }
  }

  render() {
    const [, title, element] = VIEWS[this.view];
    return html`<div class="page"><h1>${title}</h1>
      ${this.problem ? this.failure(this.problem, () => this.#load())
        : this.loaded === this.view ? element(this.session)
          : html`<div class="card">${this.skeleton()}</div>`}</div>`;
  }
}
customElements.define('usage-staff', UsageStaff);
