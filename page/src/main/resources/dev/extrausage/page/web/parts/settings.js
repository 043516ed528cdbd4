import { html } from '../lit.js';
import { AccountPart } from './part.js';

/** TODO */
class ExtraUsageSettings extends AccountPart {
  body(snapshot) {
    return html`<section class="card"><h2>settings</h2><p>${snapshot.sequence}</p></section>`;
  }
}
customElements.define('extra-usage-settings', ExtraUsageSettings);
