import { html, nothing } from '../lit.js';
import { money } from '../format/money.js';
import { moment } from '../format/time.js';
import { named, texts } from '../texts/texts.js';

const TAGS = { credited: 'good', declined: 'bad', refused: 'warn', pending: 'accent' };

/** What became of a top-up, in words: {good, text}. */
export function outcomeOf({ status, amount_usd: amount, decline_code: code }) {
  switch (status) {
    case 'credited':
      return { good: true, text: texts.topUp.credited(money(amount)) };
    case 'refused':
      return { good: false, text: texts.topUp.paidBack(money(amount)) };
    default:
      return { good: false, text: texts.topUp.declined(why(code)) };
  }
}

/** A table of the last top-ups, folded. */
export function lastTopUps(topUps) {
  return html`<details><summary>${texts.topUp.recent}</summary><div class="scroll"><table>
    <caption class="sr-only">${texts.topUp.recent}</caption>
    <thead><tr><th scope="col">${texts.topUp.when}</th><th scope="col">${texts.topUp.by}</th>
      <th scope="col">${texts.topUp.result}</th><th scope="col" class="number">${texts.topUp.amount}</th></tr></thead>
    <tbody>${topUps.map(row)}</tbody></table></div></details>`;
}

function row({ requested_at: asked, decided_at: decided, kind, status, decline_code: code, amount_usd: amount }) {
  const at = asked ?? decided;
  return html`<tr><td>${at ? moment(at) : '–'}</td><td>${named(texts.topUp.kinds, kind)}</td>
    <td><span class="tag ${TAGS[status] ?? ''}">${named(texts.topUp.statuses, status)}</span>
      ${code ? html`<span class="small">${why(code)}</span>` : nothing}</td>
    <td class="number">${amount === null ? '–' : money(amount)}</td></tr>`;
}

/** Why a payment was declined; a processor's code that has no words here stands as it is. */
function why(code) {
  return texts.topUp.declines[code] ?? texts.topUp.otherDecline(code);
}
