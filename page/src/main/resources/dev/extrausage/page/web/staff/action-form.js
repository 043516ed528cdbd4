import { html, nothing } from '../lit.js';
import { Intention } from '../client/api.js';
import { money } from '../format/money.js';
import { texts, named } from '../texts/texts.js';
import { announce } from '../ui/announce.js';
import { noteError, oneLine } from './fields.js';
import { answered, asking } from './form-sheet.js';
import { openForms } from './pages.js';

/** How long after an answer of 202 its entry is asked for, in milliseconds. */
const ASK_AGAIN = 1000;

/** What a problem says of a field, without the field's name before it. */
function inWords(detail, field) {
  const [, rest] = field ? new RegExp(`^${field} is [^:]*: (.+)$`, 's').exec(detail) ?? [] : [];
  return rest ? rest[0].toUpperCase() + rest.slice(1) : detail;
}

/**
 * A mixin: a button that opens a dialog with a form, which says what it will do before it is sent
 * and what it did after. It is sent with one key as long as what it asks for is unchanged and
 * unanswered, so that a second click cannot do it twice.
 *
 * Its elements override {@link words}, {@link fields}, {@link effects}, {@link check},
 * {@link request} and {@link write}.
 */
export const ActionForm = (Base) => class extends Base {
  static properties = {
    /** closed, form, sending, waiting (not decided yet), approval (of a second person) or done. */
    phase: { state: true },
    values: { state: true },
    /** What is wrong, by the name of the field. */
    errors: { state: true },
    /** What went wrong with the whole: {text, requestId, entry}. */
    trouble: { state: true },
    /** The body of the last answer. */
    answer: { state: true },
  };

  #intention = new Intention();

  constructor() {
    super();
    this.phase = 'closed';
    this.values = {};
    this.errors = {};
    this.trouble = null;
    this.answer = null;
  }

  /** Its texts: {title, open, send(values), did(answer)}; overridden. */
  get words() {
    return {};
  }

  /** The name of the account whose entries its answers are; null where they are none. */
  get entriesOf() {
    return this.account ?? null;
  }

  get noteOptional() {
    return false;
  }

  /** What the note is for. */
  get noteHint() {
    return texts.staff.noteHint;
  }

  /** True where the API takes no note. */
  get noteless() {
    return false;
  }

  get danger() {
    return false;
  }

  /** What the fields hold when it opens; overridden. */
  initially() {
    return {};
  }

  /** The form's controls; overridden. */
  fields() {
    return nothing;
  }

  /** What it will do, a sentence each; null while that cannot be said. */
  effects() {
    return null;
  }

  /** What is wrong with the fields, by name; overridden. */
  check() {
    return {};
  }

  /** What to send: {method, path, body}; overridden. */
  request() {
    return null;
  }

  /** Sends it; resolves to {status, body}; overridden. */
  write() {
    return null;
  }

  /** What to show after it is done; a sentence and a link to the entry where there is one. */
  result() {
    return html`<p>${this.said}</p>`;
  }

  /** What was done, in a sentence. */
  get said() {
    const { answer } = this;
    const change = answer?.entry?.extra_usage_change_usd;
    return answer?.outcome === 'NO_CHANGE' ? texts.staff.noChange
      : this.words.did(answer, this.values, change ? money(change.replace('-', '')) : null);
  }

  /** The note as it is sent. */
  get noteText() {
    return oneLine(this.values.note);
  }

  /** Opens the dialog, with new fields. */
  async open() {
    this.values = { note: '', ...this.initially() };
    this.errors = {};
    this.trouble = null;
    this.answer = null;
    this.phase = 'form';
    openForms.add(this);
    await this.updateComplete;
    this.renderRoot.querySelector('dialog').showModal();
  }

  close() {
    this.renderRoot.querySelector('dialog')?.close();
  }

  /** The button and its dialog. */
  form({ disabled = false, look = '' } = {}) {
    return html`<button type="button" class=${look} ?disabled=${disabled || this.phase === 'sending'}
        @click=${this.open}
        aria-haspopup="dialog">${this.words.open}</button>
      <dialog aria-labelledby="form-title" @close=${this.#closed}>
        ${this.phase === 'closed' ? nothing : html`<form method="dialog" novalidate
          @input=${this.#typed} @submit=${this.#submitted} aria-busy=${this.phase === 'sending'}>
          <div><h2 id="form-title">${this.words.title}</h2>
            <div role="status">${this.#isAsking ? nothing : answered(this)}</div></div>
          ${this.#isAsking ? asking(this) : html`<div class="end"><button type="button" class="primary"
            autofocus @click=${this.close}>${texts.states.close}</button></div>`}
        </form>`}
      </dialog>`;
  }

  get #isAsking() {
    return this.phase === 'form' || this.phase === 'sending';
  }

  #typed = (event) => {
    const { name, value } = event.target;
    this.values = { ...this.values, [name]: value };
    this.errors = { ...this.errors, [name]: undefined };
    this.trouble = null;
    this.typed?.(name);
  };

  #submitted = (event) => {
    event.preventDefault();
    const missing = this.noteless ? null : noteError(this.noteText, this.noteOptional);
    this.errors = { ...this.check(), ...missing && { note: missing } };
    if (Object.keys(this.errors).length > 0) {
      this.#focusError();
    } else if (this.phase === 'form') {
      this.#send();
    }
  };

  async #send() {
    const request = this.request();
    this.phase = 'sending';
    this.trouble = null;
    try {
      const { status, body } = await this.write(request, this.#intention.keyFor(request));
      this.#intention.answered();
      this.answer = body;
      this.#ended(status !== 202 ? 'done'
        : body.status === 'awaiting_approval' ? 'approval' : 'waiting');
    } catch (problem) {
      this.#failed(problem);
    }
  }

  #ended(phase) {
    if (this.renderRoot.querySelector('dialog').open) {
      this.phase = phase;
      if (phase === 'waiting') {
        this.#follow(this.answer.event_id);
      }
    } else {
      this.phase = 'closed';
      announce(phase === 'done' ? this.said : texts.staff[phase]);
      this.#tell();
    }
    this.updateComplete.then(() => this.renderRoot.querySelector('dialog [autofocus]')?.focus());
  }

  #failed(problem) {
    const { status, requestId } = problem;
    const { field, reason, entry } = problem.problem ?? {};
    if (status !== 0 && status !== 503) {
      this.#intention.answered();
    }
    const text = status === 0 ? texts.staff.noAnswer
      : status === 422 ? texts.staff.refused(named(texts.staff.reasons, reason ?? problem.message))
        : inWords(problem.message, field);
    if (!this.renderRoot.querySelector('dialog').open) {
      announce(text);
      this.phase = 'closed';
      return;
    }
    this.phase = 'form';
    if (field && status !== 422 && this.renderRoot.getElementById(field)) {
      this.errors = { [field]: text };
      this.#focusError();
    } else {
      this.trouble = { text, entry: entry ?? null, requestId: status >= 500 ? requestId : null };
    }
  }

  async #focusError() {
    await this.updateComplete;
    const first = [...this.renderRoot.querySelectorAll('dialog [id$="-error"]:not([hidden])')][0];
    this.renderRoot.getElementById(first?.id.replace(/-error$/, ''))?.focus();
  }

  #closed = () => {
    openForms.delete(this);
    if (this.phase === 'sending') {
      return; // what becomes of it is announced
    }
    const acted = !this.#isAsking;
    this.phase = 'closed';
    if (acted) {
      this.#tell();
    }
    this.updateComplete.then(() => this.#keepFocus());
  };

  /** The dialog gives the focus back to its button; where that can do nothing more, to its line. */
  #keepFocus() {
    if (this.renderRoot.querySelector('button[aria-haspopup]')?.disabled) {
      this.renderRoot.querySelector('[tabindex="-1"]')?.focus();
    }
  }

  /** Tells the lists around it that something was done; only now, so that it stays in its place. */
  #tell() {
    this.dispatchEvent(new CustomEvent('acted', { bubbles: true, composed: true }));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    openForms.delete(this);
  }

  /** Asks for the entry of what was accepted until it is there, or the dialog is closed. */
  async #follow(eventId) {
    const path = `/v1/accounts/${encodeURIComponent(this.entriesOf)}/events/${eventId}`;
    while (this.phase === 'waiting' && this.answer.event_id === eventId) {
      await new Promise((resolve) => { setTimeout(resolve, ASK_AGAIN); });
      const entry = await (this.api ?? this.live.api).get(path).catch(() => null);
      if (entry && this.phase === 'waiting') {
        const { outcome, reason } = entry;
        this.answer = { event_id: eventId, outcome, reason, entry };
        this.phase = outcome === 'REFUSED' ? 'form' : 'done';
        this.trouble = outcome === 'REFUSED'
          ? { text: texts.staff.refused(named(texts.staff.reasons, reason)), entry } : null;
      }
    }
  }
};
