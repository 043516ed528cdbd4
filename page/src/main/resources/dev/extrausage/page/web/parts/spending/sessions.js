import { html, nothing } from '../../lit.js';
import { day, moment } from '../../format/time.js';
import { texts } from '../../texts/texts.js';
import { byCost, groupName, scrolled, sumCells, sumHeads } from './tables.js';

/**
 * What each session cost; a session opens to its apps and models.
 *
 * @param sessions as `GET A/sessions` has them
 * @param show the columns, as {@link sumHeads} takes them
 * @param opened the ids of the sessions that are open, a Set
 * @param toggle called with the id of a session to open or close
 */
export function sessionTable(sessions, show, opened, toggle) {
  const { spending } = texts;
  if (!sessions.length) {
    return html`<p class="muted">${spending.noSessions}</p>`;
  }
  return html`<p class="muted small">${spending.sessionsHint}</p>
    ${scrolled(spending.views.sessions, html`<table>
      <caption class="sr-only">${spending.views.sessions}</caption>
      <thead><tr><th scope="col">${spending.session}</th>
        ${sumHeads(show)}<th scope="col" class="when">${spending.when}</th></tr></thead>
      <tbody>${sessions.map((session) => sessionRows(session, show,
        opened.has(session.session_id), toggle))}</tbody></table>`)}`;
}

function sessionRows(session, show, isOpen, toggle) {
  const { session_id: id } = session;
  return html`<tr>
      <th scope="row"><button class="plain disclose" aria-expanded=${isOpen}
        title=${texts.spending.openSession(id)} @click=${() => toggle(id)}>
        <span class="mark" aria-hidden="true">▸</span>${id}</button></th>
      ${sumCells(session, show)}<td class="when">${span(session)}</td></tr>
    ${isOpen ? byCost(session.breakdown).map((part) => html`<tr class="inner">
      <th scope="row">${groupName('app', part.app)} · ${groupName('model', part.model)}</th>
      ${sumCells(part, show)}<td></td></tr>`) : nothing}`;
}

/** From when to when; one moment where both are the same to the minute. */
function span({ started_at: from, ended_at: to }) {
  const [begin, end] = [moment(from), moment(to)];
  if (begin === end) {
    return begin;
  }
  return texts.spending.until(begin, day(from) === day(to)
    ? end.replace(day(to), '').replace(/^[\s,]+/, '') : end);
}
