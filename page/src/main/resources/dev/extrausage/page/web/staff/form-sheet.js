import { html, nothing } from '../lit.js';
import { entryPath, go } from '../app/routes.js';
import { texts } from '../texts/texts.js';
import { note } from './fields.js';

/** What the dialog of an {@link ActionForm} shows before it is sent: fields, effects, what is wrong. */
export function asking(form) {
  const effects = form.effects();
  const sending = form.phase === 'sending';
  return html`${form.fields()}${form.noteless ? nothing : note(form, form.noteOptional)}
    ${effects ? html`<div class="effects" aria-live="polite"><h3>${texts.staff.effects}</h3>
      <ul>${effects.map((sentence) => html`<li>${sentence}</li>`)}</ul></div>` : nothing}
    <div role="alert" ?hidden=${!form.trouble}>${form.trouble ? trouble(form, form.trouble) : nothing}</div>
    <div class="end"><button type="button" @click=${form.close}>${texts.states.cancel}</button>
      <button type="submit" class=${form.danger ? 'danger' : 'primary'}
        aria-disabled=${sending ? 'true' : nothing}>${
        sending ? texts.staff.sending : form.words.send(form.values)}</button></div>`;
}

function trouble(form, { text, entry, requestId }) {
  return html`<div class="strip bad"><div><p>${text}</p>
    ${entry ? html`<p class="small">${entryLink(form, entry)}</p>` : nothing}
    ${requestId ? html`<p class="small">${texts.states.requestId(requestId)}</p>` : nothing}</div></div>`;
}

const LOOKS = { done: 'good', approval: 'warn', waiting: 'warn' };

/** What it shows after the answer: what was done, or what it waits for. */
export function answered(form) {
  const { phase, answer } = form;
  return html`<div class="strip answer ${LOOKS[phase]}"><div class="stack">
    ${phase === 'done' ? form.result() : html`<p>${texts.staff[phase]}</p>`}
    ${phase === 'done' && answer?.entry
      ? html`<p class="small">${entryLink(form, answer.entry)}</p>` : nothing}</div></div>`;
}

/** A link to an entry of the account, which closes the dialog on its way. */
function entryLink(form, { sequence }) {
  const path = entryPath(form.entriesOf, sequence);
  return html`<a href=${path} @click=${(event) => {
    if (event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey) {
      event.preventDefault();
      form.close();
      go(path);
    }
  }}>${texts.staff.entry(sequence)}</a>`;
}
