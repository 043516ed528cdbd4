import { LitElement, css, html, nothing } from '../lit.js';
import { shared } from '../style/shared.js';

/** A details element whose content is made when it is opened first, for what is long. */
class UsageDisclosure extends LitElement {
  static properties = {
    heading: { attribute: false },
    /** Makes the content: a function without parameters. */
    content: { attribute: false },
    isOpen: { state: true },
  };

  static styles = [shared, css`
    summary { cursor: pointer; width: fit-content; color: var(--eu-accent, #0f766e); }
    .inside { padding-top: var(--eu-3, 0.75rem); }
    tfoot > tr > * { font-weight: 600; color: inherit; font-size: inherit; border-bottom: 0; }
  `];

  render() {
    return html`<details @toggle=${(event) => { this.isOpen = event.target.open; }}>
      <summary>${this.heading}</summary>
      ${this.isOpen ? html`<div class="inside">${this.content()}</div>` : nothing}</details>`;
  }
}
customElements.define('usage-disclosure', UsageDisclosure);
