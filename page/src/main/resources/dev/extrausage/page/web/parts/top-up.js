import { html } from '../lit.js';
import { AccountPart } from './part.js';

/** TODO */
class ExtraUsageTopUp extends AccountPart {
  body(snapshot) {
    return html`<section class="card"><h2>top-up</h2><p>${snapshot.sequence}</p></section>`;
  }
}
customElements.define('extra-usage-top-up', ExtraUsageTopUp);
