import { LitElement, css, html, live, nothing } from '../lit.js';
import { Intention } from '../client/api.js';
import { money } from '../format/money.js';
import { shared } from '../style/shared.js';
import { texts } from '../texts/texts.js';
import { chargedAtOnce } from './reload-due.js';
import { KINDS, bodyOf, draftOf, fieldOf, same, wrongIn } from './setting-kinds.js';
import { SettingPreview } from './setting-preview.js';
import { previewWords, sentence } from './setting-words.js';

const TRIES = 5;

/**
 * Edits one setting in place: shows what will happen and what would have happened, and saves only
 * over the value that was seen. Events: `saved` (with the name in `detail`) and `cancelled`.
 */
class UsageSettingEditor extends LitElement {
  static properties = {
    name: { type: String },
    account: { attribute: false },
    snapshot: { attribute: false },
    /** {min, max, cap, plan, suggested} of the catalog. */
    terms: { attribute: false },
    draft: { state: true },
    preview: { state: true },
    problem: { state: true },
    saving: { state: true },
  };

  static styles = [shared, css`
    form { background: var(--eu-sunken, #f0f0ed); border-radius: var(--eu-radius-s, 0.375rem);
      padding: var(--eu-4, 1rem); display: grid; gap: var(--eu-3, 0.75rem); }
    .amounts { display: grid; gap: var(--eu-3, 0.75rem); align-items: start;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 13rem), 1fr)); }
    input.money { max-width: none; }
    .choice { display: flex; gap: var(--eu-2, 0.5rem); align-items: center; min-height: 2rem; }
    .looks { min-height: 3em; }
  `];

  #intention = new Intention();

  #asked = new SettingPreview((answer, problem) => {
    this.preview = answer ?? { failed: true };
    this.problem = [400, 422].includes(problem?.status) ? problem : null;
  });

  /** The value that the person has seen; only that one is replaced. */
  #seen = null;

  #touched = false;

  connectedCallback() {
    super.connectedCallback();
    this.#begin();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#asked.stop();
  }

  willUpdate() {
    // What was changed elsewhere is taken over as long as nothing was typed here.
    if (!this.#touched && !this.saving && !same(this.#seen, this.#present())) {
      this.#begin();
    }
  }

  async focusFirst() {
    await this.updateComplete;
    this.renderRoot.querySelector('input, button')?.focus();
  }

  render() {
    const present = this.#present();
    const isChangedElsewhere = !this.saving && !same(this.#seen, present);
    const wrong = wrongIn(this.name, this.draft, this.terms) ?? this.#refusal();
    const charged = wrong || this.#cannotBe() ? null
      : chargedAtOnce(this.name, this.#body(), this.snapshot, this.terms);
    return html`<form novalidate @submit=${(event) => this.#submit(event, present)}>
      ${this.name === 'extra-usage' ? nothing : html`<label class="choice">
        <input type="checkbox" .checked=${live(this.draft.on)}
          @change=${(event) => this.#edit('on', event.target.checked)}>
        <span>${texts.settings.turnedOn[this.name]}</span></label>`}
      ${this.draft.on && KINDS[this.name].fields.length ? html`<div class="amounts">
        ${KINDS[this.name].fields.map((field) => this.#field(field, wrong))}</div>` : nothing}
      <div class="looks stack" aria-live="polite">
        ${wrong ? (wrong.field && this.draft.on ? nothing : html`<p class="error">${wrong.text}</p>`)
          : html`<p>${this.#outlook(present)}</p>${this.#charge(charged)}${this.#previewed()}`}
      </div>
      ${isChangedElsewhere ? html`<div class="strip warn" role="alert">
        <p>${texts.settings.changedElsewhere(this.#sentence(present))}</p>
        <button type="button" @click=${() => this.#begin()}>${texts.settings.takeNewer}</button></div>`
        : nothing}
      <div class="row">
        <button class="primary" type="submit" aria-disabled=${this.saving ? 'true' : nothing}>${this.saving
          ? texts.states.saving : this.#saveText(isChangedElsewhere, charged)}</button>
        <button type="button" ?disabled=${this.saving}
          @click=${() => this.dispatchEvent(new Event('cancelled'))}>${texts.states.cancel}</button>
      </div></form>`;
  }

  #field(field, wrong) {
    const isWrong = wrong?.field === field;
    const hint = texts.settings.hints[this.name][field];
    return html`<div class="field"><label for=${field}>${texts.settings.fields[this.name][field]}</label>
      <input id=${field} class="money" inputmode="decimal" autocomplete="off"
        .value=${live(this.draft[field])} aria-invalid=${isWrong ? 'true' : 'false'}
        aria-describedby="${field}-hint" @input=${(event) => this.#edit(field, event.target.value)}>
      <p id="${field}-hint" class=${isWrong ? 'small error' : 'small muted'}>${
        isWrong ? wrong.text : hint(...this.#bounds())}</p></div>`;
  }

  /** The catalog's least, most and cap for people to read; each null where it is not known. */
  #bounds() {
    const { min, max, cap } = this.terms;
    return [min, max, cap].map((usd) => usd && money(usd));
  }

  #charge(amount) {
    return amount === null ? nothing
      : html`<p><strong>${texts.settings.atOnce(money(amount))}</strong></p>`;
  }

  #saveText(isChangedElsewhere, charged) {
    if (isChangedElsewhere) {
      return texts.settings.replace;
    }
    if (charged !== null) {
      return texts.settings.saveAndCharge(money(charged));
    }
    return this.name !== 'extra-usage' ? texts.states.save
      : this.draft.on ? texts.settings.switchOn : texts.settings.switchOff;
  }

  #present() {
    return KINDS[this.name].of(this.snapshot);
  }

  #begin() {
    this.#seen = this.#present();
    this.#touched = false;
    this.problem = null;
    this.preview = null;
    this.draft = draftOf(this.name, this.#seen, this.terms.suggested[this.name] ?? {});
    // To open an editor is to want the change: what is off is switched on, and the switch turned.
    this.draft.on = this.name === 'extra-usage' ? !this.draft.on : true;
    this.#askSoon();
  }

  #edit(field, value) {
    this.#touched = true;
    this.problem = null;
    this.preview = null;
    this.draft = { ...this.draft, [field]: value };
    this.#askSoon();
  }

  #body() {
    return bodyOf(this.name, this.draft, this.#seen);
  }

  /** What will happen: the same as now, or what stopped goes on, where nothing was changed. */
  #outlook(present) {
    const body = this.#body();
    const said = this.#sentence(body);
    if (!same(body, present)) {
      return said;
    }
    return this.#isStopped() ? `${said} ${texts.settings.savingResumes}` : texts.settings.asItIs(said);
  }

  /** To save it again, on and unchanged, makes auto-reload go on after declines or a suspension. */
  #isStopped() {
    const { enabled, state } = this.account.snapshot.auto_reload;
    return this.name === 'auto-reload' && enabled && ['suspended', 'backing_off'].includes(state);
  }

  #sentence(value) {
    return sentence(this.name, value, this.snapshot, this.terms.cap);
  }

  #previewed() {
    if (this.preview?.failed) {
      return nothing; // saving says more than a preview that cannot be had
    }
    return html`<p class="small muted">${this.preview ? previewWords(this.preview)
      : this.#cannotBe() ? nothing : texts.settings.looking}</p>`;
  }

  /** Auto-reload that was never set has no amounts, and so cannot be looked at while it is off. */
  #cannotBe() {
    return this.name === 'auto-reload' && !this.draft.on && this.#seen.amount_usd === null;
  }

  #askSoon() {
    if (wrongIn(this.name, this.draft, this.terms) || this.#cannotBe()) {
      this.#asked.stop();
    } else {
      this.#asked.ask(this.account, this.#body());
    }
  }

  /** What the API found wrong, beside the field that it names. */
  #refusal() {
    if (!this.problem) {
      return null;
    }
    const { reason, field } = this.problem.problem;
    const isAmount = KINDS[this.name].fields.includes(field);
    return { field: isAmount ? field : fieldOf(reason),
      text: this.problem.status === 0 ? texts.states.offline
        : isAmount && this.problem.status === 400 ? texts.settings.notTaken
          : texts.settings.refused[reason] ?? this.problem.message };
  }

  async #submit(event, shown) {
    event.preventDefault();
    if (this.saving) {
      return;
    }
    const wrong = wrongIn(this.name, this.draft, this.terms);
    if (wrong) {
      this.renderRoot.querySelector(`#${wrong.field}`)?.focus();
      return;
    }
    this.#seen = shown; // the newer value, if there is one, was on the screen
    this.saving = true;
    this.problem = null;
    try {
      await this.#save(this.#cannotBe() ? shown : this.#body());
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.saving = false;
    }
  }

  /**
   * Writes over exactly the state of the account that is known. Every request that is charged moves
   * an account on, so a 412 is tried again as long as this setting is as it was seen.
   */
  async #save(body) {
    for (let tries = 1; ; tries += 1) {
      const { snapshot } = this.account;
      const present = KINDS[this.name].of(snapshot);
      if (same(present, body) && !this.#isStopped()) {
        return this.#saved();
      }
      if (!same(present, this.#seen)) {
        this.#touched = true;
        return this.requestUpdate();
      }
      try {
        await this.account.write('PUT', `/settings/${this.name}`, body,
          { key: this.#intention.keyFor(body), ifMatch: snapshot.sequence });
        return this.#saved();
      } catch (problem) {
        if (problem.status !== 412 || tries === TRIES) {
          this.#forgetUnlessLost(problem);
          throw problem;
        }
        await this.account.refresh();
      }
    }
  }

  #forgetUnlessLost({ status }) {
    if (status >= 400 && status < 500) {
      this.#intention.answered();
    }
  }

  #saved() {
    this.#intention.answered();
    this.dispatchEvent(new CustomEvent('saved', { detail: this.name }));
  }
}
customElements.define('usage-setting-editor', UsageSettingEditor);
