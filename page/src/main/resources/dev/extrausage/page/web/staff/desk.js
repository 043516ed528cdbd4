import { html } from '../lit.js';
import { catalogOf } from '../client/catalog.js';
import { AccountPart } from '../parts/part.js';
import { shared } from '../style/shared.js';
import { texts } from '../texts/texts.js';
import { staffStyles } from './styles.js';
import './desk/goodwill.js';
import './desk/refund.js';
import './desk/void.js';
import './desk/reverse.js';
import './desk/offer.js';
import './desk/plan.js';
import './desk/close.js';

/** What a role may do on an account (API.md section 2); the server decides, this hides the rest. */
const DEEDS = {
  support: ({ account, role, catalog }) => html`
    <li><usage-desk-goodwill account=${account} viewer=${role}></usage-desk-goodwill></li>
    <li><usage-desk-refund account=${account} viewer=${role}></usage-desk-refund></li>
    <li><usage-desk-reverse account=${account} viewer=${role}></usage-desk-reverse></li>
    <li><usage-desk-void account=${account} viewer=${role}></usage-desk-void></li>
    <li><usage-desk-offer account=${account} viewer=${role} .catalog=${catalog}></usage-desk-offer></li>`,
  finance: ({ account, role }) => html`
    <li><usage-desk-refund account=${account} viewer=${role}></usage-desk-refund></li>`,
  operator: ({ account, role, catalog }) => html`
    <li><usage-desk-plan account=${account} viewer=${role} .catalog=${catalog}></usage-desk-plan></li>
    <li><usage-desk-close account=${account} viewer=${role}></usage-desk-close></li>`,
};

/** What support, finance and operators may do on one account, each by its role. */
class UsageDesk extends AccountPart {
  static properties = { catalog: { state: true } };

  static styles = [shared, staffStyles];

  async firstShown() {
    if (this.role === 'finance') {
      return;
    }
    try {
      this.catalog ??= await catalogOf(this.live.api);
    } catch {
      // The forms that need it say that it is loading; the next entry tries again.
    }
  }

  onEntry() {
    if (!this.catalog) {
      this.firstShown();
    }
  }

  body() {
    return html`<section class="card" aria-labelledby="title">
      <div><h2 id="title">${texts.desk.title}</h2>
        <p class="muted small">${texts.desk.intro[this.role] ?? ''}</p></div>
      <ul class="lines">${DEEDS[this.role]?.(this)}</ul></section>`;
  }
}
customElements.define('usage-desk', UsageDesk);
