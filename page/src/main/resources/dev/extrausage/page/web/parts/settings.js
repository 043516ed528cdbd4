import { css, html, nothing } from '../lit.js';
import { Intention } from '../client/api.js';
import { catalogOf } from '../client/catalog.js';
import { money } from '../format/money.js';
import { texts } from '../texts/texts.js';
import { announce } from '../ui/announce.js';
import { AccountPart } from './part.js';
import { chargedAtOnce } from './reload-due.js';
import { KINDS } from './setting-kinds.js';
import { sentence, stateOf } from './setting-words.js';

const NAMES = Object.keys(KINDS);
const SUSPENDING = 'TopUpDeclined,CreditRefunded,RefundOrdered,PaymentReversed';

/** Auto-reload, spend limit, extra usage on or off, low-balance alert: each said, and edited. */
class ExtraUsageSettings extends AccountPart {
  static properties = {
    editing: { state: true },
    catalog: { state: true },
    suspendedBy: { state: true },
    resuming: { state: true },
    problem: { state: true },
  };

  static styles = [...AccountPart.styles, css`
    .settings > li { padding-block: var(--eu-4, 1rem); border-top: 1px solid var(--eu-line, #dededa);
      display: grid; gap: var(--eu-3, 0.75rem); }
    .settings > li:last-child { padding-bottom: 0; }
    .one { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: var(--eu-1, 0.25rem) var(--eu-4, 1rem);
      align-items: start; }
    .title { display: flex; flex-wrap: wrap; gap: var(--eu-2, 0.5rem); align-items: baseline; }
    .said { max-width: 42rem; }
    @media (max-width: 30rem) { .one { grid-template-columns: minmax(0, 1fr); justify-items: start; row-gap: var(--eu-3, 0.75rem); } }
  `];

  #resume = new Intention();

  async firstShown() {
    this.editing = null;
    this.catalog = null;
    this.suspendedBy = null;
    const asked = this.live;
    try {
      const catalog = await catalogOf(asked.api);
      this.catalog = asked === this.live ? catalog : this.catalog;
    } catch {
      this.catalog = null; // the sentences do without its cap and its bounds
    }
  }

  /** Opens a setting's editor and brings the keyboard there. */
  async focusFirst(name = 'auto-reload') {
    await import('./setting-editor.js'); // no part of the first view
    if (this.role === 'customer') {
      this.editing = name;
    }
    await this.updateComplete;
    this.renderRoot.querySelector('usage-setting-editor')?.focusFirst();
  }

  willUpdate(changed) {
    super.willUpdate(changed);
    const isSuspended = this.snapshot?.auto_reload.state === 'suspended';
    if (isSuspended && this.suspendedBy === null) {
      this.suspendedBy = 'unknown';
      this.#askWhy();
    } else if (this.snapshot && !isSuspended) {
      this.suspendedBy = null;
    }
  }

  /** The last entry that may have suspended auto-reload is the one that did. */
  async #askWhy() {
    try {
      const { entries } = await this.load(`/entries?limit=1&type=${SUSPENDING}`);
      this.suspendedBy = entries[0]?.type ?? 'unknown';
    } catch {
      this.suspendedBy = 'unknown';
    }
  }

  skeleton() {
    return super.skeleton(8);
  }

  body(snapshot) {
    return html`<section class="card" aria-labelledby="title">
      <h2 id="title">${texts.settings.title}</h2>
      <ul class="settings">${NAMES.map((name) => this.#setting(name, snapshot))}</ul>
    </section>`;
  }

  #setting(name, snapshot) {
    const state = stateOf(name, snapshot, { planHasExtraUsage: this.#plan()?.extra_usage ?? true,
      suspendedBy: this.suspendedBy });
    const isOpen = this.editing === name;
    return html`<li><div class="one">
      <div class="stack said"><div class="title"><h3 id=${name}>${texts.settings.names[name]}</h3>
          <span class="tag ${state.kind}" data-state=${name}>${state.tag}</span></div>
        <p>${sentence(name, KINDS[name].of(snapshot), snapshot, this.#terms().cap)}</p>
        ${state.why ? html`<p class="small muted" data-why=${name}>${state.why}</p>` : nothing}
        ${name === 'auto-reload' ? this.#resumption(snapshot) : nothing}</div>
      ${this.role !== 'customer' ? nothing : html`<button id="edit-${name}" aria-expanded=${isOpen ? 'true' : 'false'}
        aria-describedby=${name} ?disabled=${snapshot.closed || isOpen}
        @click=${() => this.focusFirst(name)}>${this.#editText(name, snapshot)}</button>`}
      </div>
      ${isOpen ? html`<usage-setting-editor name=${name} .account=${this.live} .snapshot=${snapshot}
        .terms=${this.#terms()} @saved=${() => this.#saved(name)}
        @cancelled=${() => this.#close(name)}></usage-setting-editor>` : nothing}</li>`;
  }

  #editText(name, snapshot) {
    const isOn = KINDS[name].isOn(KINDS[name].of(snapshot));
    if (name === 'extra-usage') {
      return isOn ? texts.settings.switchOffEllipsis : texts.settings.switchOnEllipsis;
    }
    return isOn ? texts.settings.change : texts.settings.setUp;
  }

  /** Goes on with what stopped, as it is set. */
  #resumption(snapshot) {
    const { enabled, state } = snapshot.auto_reload;
    if (this.role !== 'customer' || !enabled || !['suspended', 'backing_off'].includes(state)) {
      return nothing;
    }
    const charged = chargedAtOnce('auto-reload', KINDS['auto-reload'].of(snapshot), snapshot,
      this.#terms());
    return html`<div class="row"><button aria-disabled=${this.resuming ? 'true' : nothing} @click=${() => this.#goOn()}>${
      this.resuming ? texts.states.saving : charged === null ? texts.settings.resume
        : texts.settings.resumeAndCharge(money(charged))}</button>
      ${this.problem ? html`<p class="error" role="alert">${this.problem.message}</p>` : nothing}</div>`;
  }

  async #goOn() {
    if (this.resuming) {
      return;
    }
    const body = KINDS['auto-reload'].of(this.snapshot);
    this.resuming = true;
    this.problem = null;
    try {
      await this.live.write('PUT', '/settings/auto-reload', body,
        { key: this.#resume.keyFor([body, this.snapshot.auto_reload.state]) });
      this.#resume.answered();
      announce(texts.settings.resumed);
      await this.updateComplete;
      this.renderRoot.querySelector('#edit-auto-reload')?.focus(); // its own button is gone
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.resuming = false;
    }
  }

  #saved(name) {
    announce(texts.settings.saved(texts.settings.names[name],
      sentence(name, KINDS[name].of(this.snapshot), this.snapshot, this.#terms().cap)));
    this.#close(name);
  }

  async #close(name) {
    if (this.editing !== name) {
      return; // another one was opened while this one was being saved
    }
    this.editing = null;
    await this.updateComplete;
    this.renderRoot.querySelector(`#edit-${name}`)?.focus();
  }

  /** The catalog's plan of the account; null where it is not known. */
  #plan() {
    return this.catalog?.plans.find(({ plan }) => plan === this.snapshot.plan) ?? null;
  }

  /** What the catalog says of amounts, and what an editor suggests where nothing is set. */
  #terms() {
    const { top_up: topUp, auto_reload: auto } = this.catalog ?? {};
    const preset = topUp?.presets_usd[1] ?? topUp?.presets_usd[0] ?? null;
    const least = topUp?.presets_usd[0] ?? null;
    return { min: topUp?.min_usd ?? null, max: topUp?.max_usd ?? null,
      cap: auto?.default_monthly_cap_usd ?? null, plan: this.#plan(),
      suggested: { 'auto-reload': { threshold_usd: least, amount_usd: preset },
        'spend-limit': {}, 'low-balance': { threshold_usd: least } } };
  }
}
customElements.define('extra-usage-settings', ExtraUsageSettings);
