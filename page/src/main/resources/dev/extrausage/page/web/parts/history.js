import { html } from '../lit.js';
import { AccountPart } from './part.js';

/** TODO */
class ExtraUsageHistory extends AccountPart {
  body(snapshot) {
    return html`<section class="card"><h2>history</h2><p>${snapshot.sequence}</p></section>`;
  }
}
customElements.define('extra-usage-history', ExtraUsageHistory);
