import { html, nothing } from '../lit.js';
import { texts } from '../texts/texts.js';

/** The longest note that the API takes, in characters. */
export const MAX_NOTE = 500;

/** The fields of an {@link ActionForm}: each with its label, hint and error beside it. */
export function field(form, name, label, control, { hint = null, optional = false } = {}) {
  return html`<div class="field">
    <label for=${name}>${label}${optional
      ? html` <span class="optional">(${texts.staff.optional})</span>` : nothing}</label>
    ${control}${after(form, name, hint)}</div>`;
}

/** The hint and the error of a control, which names them by `aria-describedby`. */
function after(form, name, hint) {
  const error = form.errors[name];
  return html`${hint ? html`<p class="small muted" id=${`${name}-hint`}>${hint}</p>` : nothing}
    <p class="small error" id=${`${name}-error`} ?hidden=${!error}>${error ?? ''}</p>`;
}

const described = (name, hint) => `${hint ? `${name}-hint ` : ''}${name}-error`;

/** A line of text; `money` for amounts, `type` for dates and numbers. */
export function input(form, name, label, options = {}) {
  const { type = 'text', money = false, hint, first = false, min = nothing, max = nothing,
    mode = money ? 'decimal' : nothing } = options;
  return field(form, name, label, html`<input id=${name} name=${name} type=${type}
    class=${money ? 'money' : nothing} inputmode=${mode} min=${min} max=${max} autocomplete="off"
    spellcheck="false" ?autofocus=${first} .value=${form.values[name] ?? ''}
    aria-invalid=${form.errors[name] ? 'true' : nothing}
    aria-describedby=${described(name, hint)}>`, options);
}

/** A list to choose from: [value, text] each. */
export function select(form, name, label, choices, options = {}) {
  return field(form, name, label, html`<select id=${name} name=${name}
    ?autofocus=${options.first} aria-invalid=${form.errors[name] ? 'true' : nothing}
    aria-describedby=${described(name, options.hint)}>
    ${choices.map(([value, text]) => html`<option value=${value}
      .selected=${form.values[name] === value}>${text}</option>`)}</select>`, options);
}

/** A few ways of which one is chosen: [value, text, figure?] each. */
export function choice(form, name, legend, choices) {
  return html`<fieldset aria-describedby=${`${name}-error`}><legend>${legend}</legend>
    ${choices.map(([value, text, figure], i) => html`<label class="choice">
      <input type="radio" name=${name} id=${i === 0 ? name : `${name}-${i}`} value=${value}
        .checked=${form.values[name] === value}>
      <span>${text}</span>${figure ? html`<span class="number">${figure}</span>` : nothing}
    </label>`)}${after(form, name, null)}</fieldset>`;
}

/** The reason, which goes into the journal. */
export function note(form, optional) {
  const left = MAX_NOTE - [...(form.values.note ?? '')].length;
  return field(form, 'note', texts.staff.note, html`<textarea id="note" name="note" rows="2"
    .value=${form.values.note ?? ''} aria-invalid=${form.errors.note ? 'true' : nothing}
    aria-describedby="note-hint note-error"></textarea>`, { optional,
    hint: left < 100 ? texts.staff.noteLeft(left) : form.noteHint });
}

/** What is wrong with a note as the API sees it; null if nothing is. */
export function noteError(text, optional) {
  const size = [...text].length;
  if (size === 0) {
    return optional ? null : texts.staff.noteMissing;
  }
  return size > MAX_NOTE ? texts.staff.noteTooLong(size, MAX_NOTE) : null;
}

/** The note as the API takes it: one line, without spaces around it. */
export const oneLine = (text) => (text ?? '').replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
