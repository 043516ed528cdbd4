import { html } from '../lit.js';
import { AccountPart } from './part.js';

/** TODO */
class ExtraUsageBanner extends AccountPart {
  body(snapshot) {
    return html`<section class="card"><h2>banner</h2><p>${snapshot.sequence}</p></section>`;
  }
}
customElements.define('extra-usage-banner', ExtraUsageBanner);
