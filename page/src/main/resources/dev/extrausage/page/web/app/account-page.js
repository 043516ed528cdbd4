import { LitElement, html, css, nothing } from '../lit.js';
import { shared } from '../style/shared.js';
import { texts } from '../texts/texts.js';
import '../ui/live-state.js';
import '../parts/banner.js';
import '../parts/balance.js';
import '../parts/top-up.js';
import '../parts/settings.js';
import '../parts/spending.js';
import '../parts/forecast.js';
import '../parts/history.js';
import '../parts/grants.js';
import '../parts/statements.js';
import '../parts/verify.js';

/** Settings → Usage of one account, for whoever may see it: its parts in their order. */
class UsageAccountPage extends LitElement {
  static properties = {
    account: { type: String },
    session: { attribute: false },
    /** The entry to open in the history, or null. */
    entry: { type: Number },
    /** The cycle, YYYY-MM, whose statement to open, or null. */
    cycle: { type: String },
  };

  static styles = [shared, css`
    .parts { display: grid; gap: var(--eu-5); }
    .title { margin-bottom: var(--eu-4); }
    h1 { font-size: var(--eu-size-xxl); line-height: 1.2; margin: 0; font-weight: 700; letter-spacing: -0.01em; }
    .two { display: grid; gap: var(--eu-5); grid-template-columns: minmax(0, 1fr); }
    @media (min-width: 60rem) { .two { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); } }
  `];

  render() {
    const { account, session } = this;
    const { role } = session;
    const isMember = role === 'member';
    const isStaff = !['customer', 'member'].includes(role);
    const canPay = role === 'customer';
    return html`
      <div class="head title">
        <div><p class="muted small">${texts.app.settings}</p><h1>${texts.app.title}</h1>
          ${isStaff ? html`<p class="muted"><code>${account}</code></p>` : nothing}</div>
        ${isMember ? nothing : html`<usage-live-state account=${account}></usage-live-state>`}
      </div>
      <div class="parts">
        ${isMember ? nothing : html`
          <extra-usage-banner account=${account} viewer=${role}></extra-usage-banner>
          <extra-usage-balance account=${account} viewer=${role}></extra-usage-balance>`}
        ${isStaff ? html`<usage-desk account=${account} viewer=${role}></usage-desk>` : nothing}
        ${canPay ? html`<extra-usage-top-up account=${account} viewer=${role}></extra-usage-top-up>` : nothing}
        ${isMember ? nothing : html`<extra-usage-settings account=${account} viewer=${role}></extra-usage-settings>`}
        <extra-usage-spending account=${account} viewer=${role}></extra-usage-spending>
        ${isMember ? nothing : html`
          <extra-usage-forecast account=${account} viewer=${role}></extra-usage-forecast>
          <extra-usage-history account=${account} viewer=${role} .open=${this.entry}></extra-usage-history>
          <extra-usage-grants account=${account} viewer=${role}></extra-usage-grants>
          <extra-usage-statements account=${account} viewer=${role} .cycle=${this.cycle}></extra-usage-statements>
          <extra-usage-verify account=${account} viewer=${role}></extra-usage-verify>`}
      </div>`;
  }
}
customElements.define('usage-account-page', UsageAccountPage);
