import { html, nothing } from '../../lit.js';
import { money, nanos } from '../../format/money.js';
import { moment } from '../../format/time.js';
import { named, texts } from '../../texts/texts.js';
import { comesBack } from '../effects.js';
import { input } from '../fields.js';
import { DeskForm } from './desk-form.js';

/** How long after the last key an entry is looked up, in milliseconds. */
const PAUSE = 250;

/** A usage given back, by the number of its entry: to each pool and grant the whole it paid. */
class DeskReverse extends DeskForm {
  static properties = {
    /** The entry of that number as the API has it; null while it is not known. */
    entry: { state: true },
    /** The problem that its lookup met; null for none. */
    lookup: { state: true },
  };

  #timer = null;

  get words() {
    return texts.desk.reverse;
  }

  standing() {
    return this.words.standing;
  }

  initially() {
    this.entry = null;
    this.lookup = null;
    return { sequence: '' };
  }

  fields() {
    const { entry, lookup, words } = this;
    return html`${input(this, 'sequence', words.which, { mode: 'numeric', first: true,
      hint: words.hint })}
      <div aria-live="polite">${lookup ? html`<p class="error small">${lookup.status === 404
        ? words.unknown : lookup.message}</p>` : nothing}
      ${entry ? html`<div class="stack"><p>${entry.summary}</p>
        <p class="small muted">${moment(entry.occurred_at)}${entry.session_id
          ? ` · ${words.session(entry.session_id)}` : ''}</p></div>` : nothing}</div>`;
  }

  typed(name) {
    if (name === 'sequence') {
      this.entry = null;
      this.lookup = null;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#look(), PAUSE);
    }
  }

  get #sequence() {
    const typed = (this.values.sequence ?? '').trim().replace(/^#/, '');
    return /^[1-9]\d{0,15}$/.test(typed) ? typed : null;
  }

  async #look() {
    const asked = this.#sequence;
    if (asked === null) {
      return;
    }
    try {
      const entry = await this.load(`/entries/${asked}`);
      if (this.#sequence === asked) {
        this.entry = entry;
      }
    } catch (problem) {
      if (this.#sequence === asked) {
        this.lookup = problem;
      }
    }
  }

  get #parts() {
    return this.entry?.type === 'Usage' ? comesBack(this.entry, this.snapshot) : [];
  }

  effects() {
    if (!this.entry) {
      return null;
    }
    const { words } = this;
    const parts = this.#parts;
    if (!parts.some(({ into }) => into)) {
      return [this.entry.type === 'Usage' ? words.unpaid : words.noUsage];
    }
    return parts.flatMap((part) => {
      if (part.into === null) {
        return [words[part.pool] ? words[part.pool](money(part.amount)) : words.unpaid];
      }
      if (part.into === 'allowance') {
        return [...part.back > 0n ? [words.allowance(money(part.back))] : [],
          ...part.back < part.amount ? [words.lapsed(money(part.amount - part.back))] : []];
      }
      const grant = this.grant(part.grant_id);
      return [part.into === 'grant' ? words.grant(money(part.amount),
        named(texts.staff.kinds, grant.kind), money(nanos(grant.left_usd) + part.amount))
        : words.anew(money(part.amount))];
    });
  }

  check() {
    if (this.#sequence === null) {
      return { sequence: this.words.wrong };
    }
    if (this.lookup?.status === 404) {
      return { sequence: this.words.unknown };
    }
    if (!this.entry) {
      return { sequence: this.words.wait };
    }
    return this.#parts.some(({ into }) => into) ? {}
      : { sequence: this.entry.type === 'Usage' ? this.words.unpaid : this.words.noUsage };
  }

  request() {
    return { method: 'POST', path: `/entries/${this.#sequence}/reverse`,
      body: { note: this.noteText } };
  }

  result() {
    return html`<p>${this.said}</p>
      <ul class="small">${(this.answer.parts ?? []).filter(({ entry }) => entry).map(
        ({ entry }) => html`<li>${entry.summary}</li>`)}</ul>`;
  }
}
customElements.define('usage-desk-reverse', DeskReverse);
