import { html, nothing } from '../lit.js';
import { money, nanos } from '../format/money.js';
import { exactMoment, moment } from '../format/time.js';
import { named, texts } from '../texts/texts.js';

/**
 * What a line of the history says: when by the account's clock, what, and each pool's change; for
 * staff, whose forms ask for it, the entry's number too.
 */
export function lineCells(entry, isNumbered) {
  const at = entry.clock ?? entry.received_at;
  return html`
    <span class="when small muted number"><time datetime=${at} title=${exactMoment(at)}>${moment(at)}</time>${
      isNumbered ? html` #${entry.sequence}` : nothing}</span>
    <span class="what"><span lang="en">${entry.summary}</span> ${tag(entry)}</span>
    ${amount(texts.history.allowance, -nanos(entry.from_allowance_usd))}
    ${amount(texts.history.extraUsage, nanos(entry.extra_usage_change_usd))}`;
}

/** What an entry changed in one pool, signed; nothing where it left it as it was. */
function amount(pool, change) {
  return html`<span class=${`right number ${change > 0n ? 'plus' : ''}`}>${change === 0n ? nothing
    : html`<span class="pool">${pool} </span>${money(change, { sign: 'exceptZero' })}`}</span>`;
}

/** The outcome, where it is another than that it was applied. */
function tag({ outcome, uncovered_usd: uncovered }) {
  const kind = { REFUSED: 'bad', UNCOVERED: 'warn', NO_CHANGE: '' }[outcome];
  return kind === undefined ? nothing : html`<span class=${`tag ${kind}`}>${
    named(texts.history.outcomes, outcome)}${nanos(uncovered) > 0n
    ? html` <span class="number">${money(uncovered)}</span>` : nothing}</span>`;
}
