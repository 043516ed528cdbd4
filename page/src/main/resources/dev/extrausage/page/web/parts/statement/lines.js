import { nanos } from '../../format/money.js';

/**
 * What each flow of a statement did to the two pools, in the statement's order: {from, to,
 * allowance, extra} with nano-dollars, null for a pool that it left alone. Flows past both pools
 * (uncovered usage, say) change no balance and are left out.
 */
export function linesOf(flows) {
  const effect = (flow, pool) => (flow.to === pool ? nanos(flow.amount_usd)
    : flow.from === pool ? -nanos(flow.amount_usd) : null);
  return flows.map((flow) => ({ from: flow.from, to: flow.to,
    allowance: effect(flow, 'ALLOWANCE'), extra: effect(flow, 'EXTRA_USAGE') }))
    .filter(({ allowance, extra }) => allowance !== null || extra !== null)
    .sort((a, b) => rank(a) - rank(b));
}

/** What comes in stands before what goes out. */
function rank({ allowance, extra }) {
  return (allowance ?? extra) > 0n ? 0 : 1;
}

/** Tells whether opening balance and all lines make the closing balance, pool by pool. */
export function addsUp({ opening, closing, flows }) {
  const lines = linesOf(flows);
  const isRight = (field, pool) => lines.reduce((sum, line) => sum + (line[pool] ?? 0n),
    nanos(opening[field])) === nanos(closing[field]);
  return isRight('allowance_left_usd', 'allowance') && isRight('extra_usage_usd', 'extra');
}
