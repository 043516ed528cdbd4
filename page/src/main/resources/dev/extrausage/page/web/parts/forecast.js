import { html } from '../lit.js';
import { AccountPart } from './part.js';

/** TODO */
class ExtraUsageForecast extends AccountPart {
  body(snapshot) {
    return html`<section class="card"><h2>forecast</h2><p>${snapshot.sequence}</p></section>`;
  }
}
customElements.define('extra-usage-forecast', ExtraUsageForecast);
