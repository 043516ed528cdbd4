import { html } from '../lit.js';
import { AccountPart } from './part.js';

/** TODO */
class ExtraUsageSpending extends AccountPart {
  body(snapshot) {
    return html`<section class="card"><h2>spending</h2><p>${snapshot.sequence}</p></section>`;
  }
}
customElements.define('extra-usage-spending', ExtraUsageSpending);
