import { nanos } from '../format/money.js';

/**
 * The amount that a change of a setting makes the card be charged at once, by the rules of
 * auto-reload (SPEC A1); null if none. So that nobody saves a setting and is surprised by a charge.
 *
 * @param name of the setting
 * @param value it is set to, in the form of the API's body
 * @param terms {cap, plan} of the catalog, each null where it is not known
 */
export function chargedAtOnce(name, value, snapshot, { cap, plan }) {
  const { auto_reload: reload, extra_usage: extra } = snapshot;
  const set = name === 'auto-reload' ? value : reload;
  const limit = name === 'spend-limit' ? value.monthly_limit_usd : extra.monthly_limit_usd;
  const isOn = name === 'extra-usage' ? value.on : extra.on;
  const mayDraw = isOn && !snapshot.closed && snapshot.plan && plan?.extra_usage !== false;
  if (name === 'low-balance' || !set.enabled || !mayDraw || isHeld(name, reload)
      || nanos(extra.balance_usd) >= nanos(set.threshold_usd)
      || (limit !== null && nanos(extra.spent_usd) >= nanos(limit))) {
    return null;
  }
  const most = set.monthly_cap_usd ?? cap;
  const fits = (sum, whole) => !whole || nanos(sum) + nanos(set.amount_usd) <= nanos(whole);
  return fits(reload.reloaded_usd, most) && fits(extra.balance_usd, plan?.max_balance_usd)
    ? set.amount_usd : null;
}

/** A charge under way holds every other; to set auto-reload ends a back-off and a suspension. */
function isHeld(name, { state }) {
  return state === 'in_flight'
    || (name !== 'auto-reload' && ['backing_off', 'suspended'].includes(state));
}
