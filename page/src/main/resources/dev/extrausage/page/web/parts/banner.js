import { css, html, nothing } from '../lit.js';
import { Intention } from '../client/api.js';
import { catalogOf } from '../client/catalog.js';
import { money, roundMoney } from '../format/money.js';
import { day, fromNow, moment } from '../format/time.js';
import { languageTag, texts } from '../texts/texts.js';
import { AccountPart } from './part.js';
import { remedyOf } from './remedy.js';

/** What needs the customer now: credit to claim, a surface that is blocked, a stopped auto-reload. */
class ExtraUsageBanner extends AccountPart {
  static properties = {
    claiming: { state: true },
    /** What was claimed here, in words; null: nothing. */
    claimed: { state: true },
    problem: { state: true },
    settingsUrl: { state: true },
  };

  static styles = [...AccountPart.styles, css`
    h2 { font-size: var(--eu-size-m, 0.9375rem); }
  `];

  #intention = new Intention();

  async firstShown() {
    this.problem = null;
    this.claimed = null;
    try {
      const { texts: product } = await catalogOf(this.live.api);
      this.settingsUrl = product.settings_url;
    } catch {
      this.settingsUrl = location.host; // where this page is, at least
    }
  }

  skeleton() {
    return nothing;
  }

  body(snapshot) {
    const strips = [this.#offer(snapshot), this.#did(), ...this.#blocked(snapshot), this.#stopped(snapshot),
      this.#stale(snapshot)].filter((strip) => strip !== nothing);
    this.hidden = strips.length === 0; // so that it takes no room among the parts
    return html`<div class="stack">${strips}</div>`;
  }

  #offer({ starter_credit: offer }) {
    if (!offer || offer.claimed || !this.settingsUrl) {
      return nothing;
    }
    const amount = roundMoney(offer.amount_usd);
    return html`<section class="strip accent" aria-labelledby="offer">
      <div><h2 id="offer">${texts.banner.offer(amount, this.settingsUrl)}</h2>
        ${this.problem ? html`<p class="error" role="alert">${this.problem.message}</p>` : nothing}</div>
      ${this.role === 'customer' ? html`<button class="primary" aria-disabled=${this.claiming ? 'true' : nothing}
          @click=${() => this.#claim(amount)}>${this.claiming ? texts.banner.claiming
            : texts.banner.claim(amount)}</button>`
        : html`<span class="small">${texts.banner.notClaimed}</span>`}
    </section>`;
  }

  /** What was done in the place of the button that did it; the keyboard goes on from there. */
  #did() {
    return this.claimed ? html`<div class="strip good" id="claimed" role="status" tabindex="-1">
      <p>${this.claimed}</p></div>` : nothing;
  }

  async #claim(amount) {
    if (this.claiming) {
      return;
    }
    this.claiming = true;
    this.problem = null;
    try {
      const { body: { outcome, entry } } = await this.live.write('POST', '/starter-credit/claim', {},
        { key: this.#intention.keyFor('claim') });
      if (entry) { // else it is not decided yet: another click asks after this very claim
        this.#intention.answered();
        this.claimed = texts.banner.claimed(outcome === 'APPLIED'
          ? roundMoney(entry.extra_usage_change_usd) : amount);
        await this.updateComplete;
        this.renderRoot.querySelector('#claimed').focus();
      }
    } catch (problem) {
      this.problem = problem;
      if (problem.status >= 400 && problem.status < 500) {
        this.#intention.answered();
      }
    } finally {
      this.claiming = false;
    }
  }

  /** One strip where both surfaces are blocked for one reason; else one for each that is. */
  #blocked(snapshot) {
    const { first_party: own, third_party: third } = snapshot;
    if (!own.open && own.reason === third.reason) {
      const messages = own.message === third.message ? [['first', own]]
        : [['first', own], ['third', third]];
      return [this.#strip('all', messages, snapshot)];
    }
    return [['first', own], ['third', third]].filter(([, surface]) => !surface.open)
      .map(([where, surface]) => this.#strip(where, [[where, surface]], snapshot));
  }

  #strip(where, messages, snapshot) {
    const { reason } = messages[0][1];
    const remedy = this.role === 'customer' && !snapshot.closed ? remedyOf(reason) : null;
    const title = texts.banner.blockedTitle[where];
    return html`<section class="strip bad" aria-label=${title} data-blocked=${where}>
      <div><p><strong>${title}</strong></p>
        ${messages.map(([surface, { reason: why, message }]) => this.#message(surface, why, message, snapshot))}
        ${this.#wait(where, snapshot)}</div>
      ${remedy ? html`<button @click=${() => this.#goTo(remedy)}>${remedy.text}</button>` : nothing}
    </section>`;
  }

  /** The API's words; in another language ours, where there are any for that reason. */
  #message(surface, reason, message, { extra_usage: extra, cycle_end: end }) {
    const own = texts.banner.messages[surface][reason];
    return own ? html`<p>${own({ message, url: this.settingsUrl ?? '', balance: money(extra.balance_usd),
      limit: extra.monthly_limit_usd && money(extra.monthly_limit_usd), end: end && day(end) })}</p>`
      : html`<p lang=${languageTag() === 'en' ? nothing : 'en'}>${message}</p>`;
  }

  /** What goes on, or until when there is to wait where nothing is done. */
  #wait(where, { first_party: own, cycle_end: end, closed }) {
    if (where === 'third' && own.open) {
      return html`<p class="small">${texts.banner.ownStillOpen}</p>`;
    }
    return end && !closed
      ? html`<p class="small">${texts.banner.orWait(day(end), fromNow(end))}</p>` : nothing;
  }

  #stopped({ auto_reload: auto }) {
    if (!auto.enabled || !['suspended', 'backing_off'].includes(auto.state)) {
      return nothing;
    }
    const title = texts.banner.reloadTitle[auto.state];
    return html`<section class="strip warn" aria-label=${title} data-reload=${auto.state}>
      <div><p><strong>${title}</strong></p>
      <p>${auto.state === 'suspended' ? texts.banner.suspended
        : texts.banner.backingOff(moment(auto.retry_at))}</p></div>
      <button @click=${() => this.#goTo({ part: 'extra-usage-settings', setting: 'auto-reload' })}>${
        texts.banner.toSettings}</button>
    </section>`;
  }

  #stale({ stale, known_at: known }) {
    return stale ? html`<section class="strip warn" aria-label=${texts.banner.staleTitle}>
      <p>${texts.banner.stale(moment(known))}</p></section>` : nothing;
  }

  /** Brings a part of the same page to the eye and the keyboard. */
  #goTo({ part, setting }) {
    const target = this.getRootNode().querySelector(part);
    target?.scrollIntoView({ block: 'start' });
    target?.focusFirst?.(setting);
  }
}
customElements.define('extra-usage-banner', ExtraUsageBanner);
