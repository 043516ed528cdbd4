import { html } from '../lit.js';
import { AccountPart } from './part.js';

/** TODO */
class ExtraUsageStatements extends AccountPart {
  body(snapshot) {
    return html`<section class="card"><h2>statements</h2><p>${snapshot.sequence}</p></section>`;
  }
}
customElements.define('extra-usage-statements', ExtraUsageStatements);
