import { html } from '../lit.js';
import { AccountPart } from '../parts/part.js';
import { fromNow } from '../format/time.js';
import { texts } from '../texts/texts.js';

/** How fresh the figures are: live, or their age. */
class UsageLiveState extends AccountPart {
  #clock = null;

  connectedCallback() {
    super.connectedCallback();
    this.#clock = setInterval(() => this.requestUpdate(), 1000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#clock);
  }

  skeleton() {
    return html`<span class="tag">${texts.live.connecting}</span>`;
  }

  failure() {
    return this.skeleton();
  }

  body(snapshot) {
    if (this.live.state !== 'live') {
      return html`<span class="tag warn">${texts.live.age(fromNow(this.live.seenAt))}</span>`;
    }
    return snapshot.stale
      ? html`<span class="tag warn">${texts.live.stale(fromNow(snapshot.known_at))}</span>`
      : html`<span class="tag good">${texts.live.live}</span>`;
  }
}
customElements.define('usage-live-state', UsageLiveState);
