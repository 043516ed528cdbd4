import { LitElement, html } from '../lit.js';
import { shared } from '../style/shared.js';

/** TODO: the staff's views by name. */
class UsageStaff extends LitElement {
  static properties = { view: { type: String }, session: { attribute: false } };

  static styles = [shared];

  render() {
    return html`<section class="card"><h2>${this.view}</h2></section>`;
  }
}
customElements.define('usage-staff', UsageStaff);
