import { html, nothing } from '../lit.js';
import { Intention } from '../client/api.js';
import { money } from '../format/money.js';
import { moment } from '../format/time.js';
import { texts } from '../texts/texts.js';
import { announce } from '../ui/announce.js';
import { AccountPart } from './part.js';
import { remedyOf } from './remedy.js';

/** What needs the customer now: credit to claim, a surface that is blocked, a stopped auto-reload. */
class ExtraUsageBanner extends AccountPart {
  static properties = {
    claiming: { state: true },
    problem: { state: true },
  };

  #intention = new Intention();

  skeleton() {
    return nothing;
  }

  body(snapshot) {
    const strips = [this.#offer(snapshot), ...this.#blocked(snapshot), this.#suspended(snapshot)]
      .filter((strip) => strip !== nothing);
    this.hidden = strips.length === 0; // so that it takes no room among the parts
    return html`<div class="stack">${strips}</div>`;
  }

  #offer({ starter_credit: offer }) {
    if (!offer || offer.claimed) {
      return nothing;
    }
    const amount = money(offer.amount_usd);
    return html`<section class="strip accent" aria-labelledby="offer">
      <div><h2 id="offer">${texts.banner.offer(amount)}</h2>
        ${this.problem ? html`<p class="error" role="alert">${this.problem.message}</p>` : nothing}</div>
      ${this.role === 'customer' ? html`<button class="primary" ?disabled=${this.claiming}
          @click=${() => this.#claim(amount)}>${texts.banner.claim(amount)}</button>`
        : html`<span class="small">${texts.banner.notClaimed}</span>`}
    </section>`;
  }

  async #claim(amount) {
    this.claiming = true;
    this.problem = null;
    try {
      await this.live.write('POST', '/starter-credit/claim', {},
        { key: this.#intention.keyFor('claim') });
      announce(texts.banner.claimed(amount));
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.#intention.answered();
      this.claiming = false;
    }
  }

  /** One strip where both surfaces are blocked for one reason; else one for each that is. */
  #blocked({ first_party: own, third_party: third }) {
    const strips = [];
    if (!own.open) {
      strips.push([own.reason === third.reason ? 'all' : 'first', own]);
    }
    if (!third.open && own.reason !== third.reason) {
      strips.push(['third', third]);
    }
    return strips.map(([where, surface]) => {
      const remedy = remedyOf(surface.reason);
      return html`<section class="strip bad" aria-label=${texts.banner.blockedTitle[where]}>
        <div><p><strong>${texts.banner.blockedTitle[where]}</strong></p>
          <p>${surface.message}</p>
          ${where === 'third' && own.open ? html`<p class="small">${texts.banner.ownStillOpen}</p>` : nothing}</div>
        ${remedy ? html`<button @click=${() => this.#goTo(remedy.part)}>${remedy.text}</button>` : nothing}
      </section>`;
    });
  }

  #suspended({ auto_reload: auto }) {
    if (!auto.enabled || !['suspended', 'backing_off'].includes(auto.state)) {
      return nothing;
    }
    return html`<section class="strip warn" aria-label=${texts.banner.reloadTitle}>
      <div><p><strong>${texts.banner.reloadTitle}</strong></p>
      <p>${auto.state === 'suspended' ? texts.banner.suspended
        : texts.banner.backingOff(auto.retry_at ? moment(auto.retry_at) : null)}</p></div>
      <button @click=${() => this.#goTo('extra-usage-settings')}>${texts.banner.toSettings}</button>
    </section>`;
  }

  /** Brings a part of the same page to the eye and the keyboard. */
  #goTo(part) {
    const target = this.getRootNode().querySelector(part);
    target?.scrollIntoView({ block: 'start' });
    target?.focusFirst?.();
  }
}
customElements.define('extra-usage-banner', ExtraUsageBanner);
