import { nanos } from '../../format/money.js';
import { KINDS, tokensOf } from './tokens.js';

/** Ten-thousandths of a pico-USD in a nano-USD: factors have four decimals. */
const FINE = 10_000_000n;

/** Half to even, as the ledger rounds. */
function rounded(fine) {
  const whole = fine / FINE;
  const twice = fine % FINE * 2n;
  return twice > FINE || (twice === FINE && whole % 2n === 1n) ? whole + 1n : whole;
}

/**
 * What some usage would have cost on a model, by the catalog's list prices of today:
 * {nanos, isExact}; null where the catalog has no such model, tier or unit.
 *
 * The ledger prices each request, this the sum of many. So it is exact only where no request can
 * have had a long context's price and no request's cost was rounded.
 *
 * @param usage sums of tokens and units as `GET A/usage` has them, with the group's service tier
 * @param catalog as `GET /v1/catalog` answers it
 */
export function costOn(modelName, usage, catalog) {
  const model = catalog.models.find(({ model: name, aliases }) => name === modelName
    || aliases.includes(modelName));
  const tierName = usage.group.service_tier ?? 'standard';
  const tier = catalog.service_tiers.find(({ service_tier: name }) => name === tierName);
  const prices = Object.entries(usage.units ?? {}).map(([unit, number]) => [number,
    catalog.units.find(({ unit: name }) => name === unit)]);
  if (!model || !tier || prices.some(([, unit]) => !unit)) {
    return null;
  }
  const factor = nanos(tier.factor) / 100_000n;
  let fine = 0n;
  let isExact = !mayBeLong(model, usage);
  for (const kind of KINDS) {
    const each = factor * (nanos(model[`${kind}_usd`]) / 1000n);
    const number = BigInt(usage[`${kind}_tokens`]);
    fine += each * number;
    isExact &&= number === 0n || each % FINE === 0n;
  }
  for (const [number, unit] of prices) {
    fine += BigInt(number) * nanos(unit.price_usd) * FINE;
  }
  return { nanos: rounded(fine), isExact };
}

/** Tells whether a request among these may have been long enough for the long context's prices. */
function mayBeLong(model, usage) {
  const input = usage.input_tokens + usage.cache_write_tokens + usage.cache_write_1h_tokens
    + usage.cache_read_tokens;
  return model.long_context !== null && input > model.long_context.above_input_tokens;
}

/**
 * What each model's work cost and would have cost on another one, the most expensive first:
 * [{model, requests, tokens, cost, other}], with `other` as {@link costOn} answers, or null.
 *
 * @param buckets of `GET A/usage?bucket=none&group_by=model,service_tier`
 */
export function compared(buckets, otherModel, catalog) {
  const rows = new Map();
  for (const bucket of buckets) {
    const { model } = bucket.group;
    const row = rows.get(model) ?? { model, requests: 0, tokens: 0n, cost: 0n,
      other: { nanos: 0n, isExact: true } };
    row.requests += bucket.requests;
    row.tokens += tokensOf(bucket);
    row.cost += nanos(bucket.cost_usd);
    row.other = added(row.other, costOn(otherModel, bucket, catalog));
    rows.set(model, row);
  }
  return [...rows.values()].sort((a, b) => (a.cost < b.cost ? 1 : a.cost > b.cost ? -1 : 0));
}

/** The sum of two answers of {@link costOn}; null where one of them is. */
export function added(a, b) {
  return a && b && { nanos: a.nanos + b.nanos, isExact: a.isExact && b.isExact };
}

/** The model that the same work would have cost least on; the first of the catalog without any. */
export function cheapest(buckets, catalog) {
  let found = null;
  for (const { model } of catalog.models) {
    const sum = buckets.map((bucket) => costOn(model, bucket, catalog))
      .reduce(added, { nanos: 0n, isExact: true });
    if (sum && (!found || sum.nanos < found.sum.nanos)) {
      found = { model, sum };
    }
  }
  return found?.model ?? catalog.models[0]?.model ?? null;
}
