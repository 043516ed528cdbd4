import { html } from '../lit.js';
import { AccountPart } from './part.js';

/** TODO */
class ExtraUsageVerify extends AccountPart {
  body(snapshot) {
    return html`<section class="card"><h2>verify</h2><p>${snapshot.sequence}</p></section>`;
  }
}
customElements.define('extra-usage-verify', ExtraUsageVerify);
