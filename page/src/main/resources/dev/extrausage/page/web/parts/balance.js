import { html } from '../lit.js';
import { AccountPart } from './part.js';

/** TODO */
class ExtraUsageBalance extends AccountPart {
  body(snapshot) {
    return html`<section class="card"><h2>balance</h2><p>${snapshot.sequence}</p></section>`;
  }
}
customElements.define('extra-usage-balance', ExtraUsageBalance);
