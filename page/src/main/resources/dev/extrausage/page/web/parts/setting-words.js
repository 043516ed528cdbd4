import { money, nanos } from '../format/money.js';
import { day, fromNow, moment } from '../format/time.js';
import { texts } from '../texts/texts.js';

/**
 * What will happen under a value of a setting, in one sentence.
 *
 * @param value in the form of the API's body
 * @param cap the catalog's monthly cap for who names none; null: not known
 */
export function sentence(name, value, snapshot, cap) {
  const words = texts.settings.sentences;
  switch (name) {
    case 'auto-reload': {
      if (!value.enabled) {
        return words.reloadOff;
      }
      const most = value.monthly_cap_usd ?? cap;
      return words.reload(money(value.threshold_usd), money(value.amount_usd),
        most === null ? null : money(most), money(snapshot.auto_reload.reloaded_usd),
        value.monthly_cap_usd === null);
    }
    case 'spend-limit':
      return value.monthly_limit_usd === null ? words.noLimit(money(snapshot.extra_usage.spent_usd))
        : words.limit(money(value.monthly_limit_usd), money(snapshot.extra_usage.spent_usd),
          snapshot.cycle_end && day(snapshot.cycle_end));
    case 'extra-usage':
      return value.on ? words.on : words.off(money(snapshot.extra_usage.balance_usd));
    default:
      return value.threshold_usd === null ? words.noAlert : words.alert(money(value.threshold_usd));
  }
}

/**
 * The state of a setting: {tag, kind (a class of tags), why}, why null where nothing is to say.
 *
 * @param facts {planHasExtraUsage, suspendedBy: the type of the entry that suspended auto-reload}
 */
export function stateOf(name, snapshot, facts) {
  const words = texts.settings.states;
  const { auto_reload: auto, extra_usage: extra, low_balance_usd: alert } = snapshot;
  switch (name) {
    case 'auto-reload':
      return reloadState(auto, snapshot, facts);
    case 'spend-limit': {
      const limit = extra.monthly_limit_usd;
      const isReached = limit !== null && nanos(extra.spent_usd) >= nanos(limit);
      return isReached ? { tag: words.reached, kind: 'warn', why: words.limitReached(
        snapshot.cycle_end ? day(snapshot.cycle_end) : null) } : onOff(limit !== null);
    }
    case 'extra-usage':
      return extra.on && (snapshot.closed || !facts.planHasExtraUsage)
        ? { tag: words.waiting, kind: 'warn', why: snapshot.closed ? words.closed : words.noAccess }
        : onOff(extra.on);
    default: {
      const isBelow = alert !== null && nanos(extra.balance_usd) < nanos(alert);
      return isBelow ? { tag: words.low, kind: 'warn', why: words.isLow(money(extra.balance_usd)) }
        : onOff(alert !== null);
    }
  }
}

function onOff(on) {
  return { tag: on ? texts.settings.states.on : texts.settings.states.off, kind: on ? 'good' : '',
    why: null };
}

function reloadState(auto, snapshot, facts) {
  const words = texts.settings.states;
  const amount = auto.amount_usd && money(auto.amount_usd);
  switch (auto.state) {
    case 'in_flight':
      return { tag: words.charging, kind: 'accent', why: words.inFlight };
    case 'backing_off':
      return { tag: words.waiting, kind: 'warn',
        why: words.backingOff(moment(auto.retry_at), fromNow(auto.retry_at)) };
    case 'suspended':
      return { tag: words.suspended, kind: 'bad', 
        why: `${words.suspendedBy[facts.suspendedBy] ?? words.suspendedBy.unknown} ${words.resumes}` };
    case 'capped':
      return { tag: words.capReached, kind: 'warn', why: words.capped(amount,
        snapshot.cycle_end ? day(snapshot.cycle_end) : null) };
    case 'limited':
      return { tag: words.waiting, kind: 'warn', why: words.limited };
    default:
      return auto.enabled ? idle(snapshot, facts) : onOff(false);
  }
}

function idle({ closed, extra_usage: extra }, { planHasExtraUsage }) {
  const words = texts.settings.states;
  const why = closed ? words.closed : !planHasExtraUsage ? words.noAccess
    : !extra.on ? words.switchedOff : null;
  return why ? { tag: words.waiting, kind: 'warn', why }
    : { tag: words.on, kind: 'good', why: words.idle(money(extra.balance_usd)) };
}

/** What a preview found, in words: what would have been, beside what was. */
export function previewWords({ from, to, as_it_was: was, as_it_would_be: would }) {
  const words = texts.settings;
  const figures = (f) => words.figures(f.top_ups, money(f.bought_usd), f.blocked_requests,
    money(f.blocked_usd));
  // A younger account has less than the 30 days that are looked at.
  const isWhole = new Date(to) - new Date(from) >= 29 * 86_400_000;
  const span = isWhole ? words.last30Days : words.since(day(from));
  const unchanged = ['top_ups', 'bought_usd', 'blocked_requests', 'blocked_usd']
    .every((name) => was[name] === would[name]);
  return unchanged ? words.sameAsItWas(span, figures(would))
    : words.wouldHave(span, figures(would), figures(was));
}
