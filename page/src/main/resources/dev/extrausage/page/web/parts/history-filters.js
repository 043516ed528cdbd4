import { nanos, typedUsd } from '../format/money.js';

/** The kinds of entry that a customer means by a word of the filter; '' is all. */
const KINDS = {
  charges: ['Usage'],
  credits: ['CreditGranted', 'StarterCreditClaimed', 'StarterCreditOffered', 'TopUpDeclined'],
  refunds: ['CreditRefunded', 'RefundOrdered', 'RefundFailed', 'PaymentReversed', 'CreditVoided',
    'UsageReversed'],
  time: ['CycleReset', 'TimePassed', 'PlanStarted', 'PlanChangeScheduled', 'AccountClosed'],
  settings: ['AutoReloadSet', 'SpendLimitSet', 'ExtraUsageSwitched', 'LowBalanceNoticeSet'],
};

/** The filters that are a name as the entry has it, each with the entry's field. */
const NAMES = { app: 'app', model: 'model', session: 'session_id', member: 'member_id' };
const DAY_MILLIS = 86_400_000;

/** The names of {@link NAMES}, in the form's order. */
export const NAME_FILTERS = Object.keys(NAMES);

/** No filter: every entry is wanted. */
export const NO_FILTERS = Object.freeze({ kind: '', days: '', from: '', to: '', min: '', outcome: '',
  app: '', model: '', session: '', member: '' });

/** True if some entries are not wanted. */
export const isFiltered = (filters) => Object.values(filters).some(Boolean);

/** True where the least amount was typed and is none. */
export const isNoAmount = ({ min }) => Boolean(min) && typedUsd(min) === null;

/** The moments between which entries are wanted; null where there is no such end. */
function period({ days, from, to }, now) {
  if (days === 'custom') {
    // A day as the person who typed it means it: from its midnight here to the next one.
    const next = to ? new Date(`${to}T00:00`) : null;
    next?.setDate(next.getDate() + 1);
    return [from ? new Date(`${from}T00:00`) : null, next];
  }
  return [days ? new Date(now - Number(days) * DAY_MILLIS) : null, null];
}

/** The query of `GET A/entries` for these filters. */
export function queryOf(filters, now = Date.now()) {
  const query = new URLSearchParams();
  const [from, to] = period(filters, now);
  const put = (name, value) => value && query.set(name, value);
  put('type', KINDS[filters.kind]?.join(','));
  put('from', from?.toISOString());
  put('to', to?.toISOString());
  put('outcome', filters.outcome);
  put('min_usd', filters.min ? typedUsd(filters.min) : null);
  NAME_FILTERS.forEach((name) => put(name, filters[name].trim()));
  return query;
}

/** What an entry cost, or the credit that it moved: what `min_usd` is about. */
function amount(entry) {
  const change = nanos(entry.extra_usage_change_usd);
  const moved = change < 0n ? -change : change;
  const cost = nanos(entry.cost_usd);
  return cost > moved ? cost : moved;
}

/** True if the API would list the entry under these filters, as far as its line tells. */
export function isWanted(entry, filters, now = Date.now()) {
  const [from, to] = period(filters, now);
  const at = new Date(entry.clock ?? entry.received_at);
  const least = filters.min ? typedUsd(filters.min) : null;
  return (!filters.kind || KINDS[filters.kind].includes(entry.type))
    && (!from || at >= from) && (!to || at < to)
    && (!filters.outcome || entry.outcome === filters.outcome)
    && (least === null || amount(entry) >= nanos(least))
    && NAME_FILTERS.every((name) => !filters[name].trim()
      || entry[NAMES[name]] === filters[name].trim());
}
