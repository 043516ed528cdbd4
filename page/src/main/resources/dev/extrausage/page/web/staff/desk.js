import { html } from '../lit.js';
import { AccountPart } from '../parts/part.js';

/** TODO: what support, finance and operators may do on one account. */
class UsageDesk extends AccountPart {
  body() {
    return html`<section class="card"><h2>desk</h2></section>`;
  }
}
customElements.define('usage-desk', UsageDesk);
