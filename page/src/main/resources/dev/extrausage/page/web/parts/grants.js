import { html } from '../lit.js';
import { AccountPart } from './part.js';

/** TODO */
class ExtraUsageGrants extends AccountPart {
  body(snapshot) {
    return html`<section class="card"><h2>grants</h2><p>${snapshot.sequence}</p></section>`;
  }
}
customElements.define('extra-usage-grants', ExtraUsageGrants);
