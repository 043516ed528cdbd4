import assert from 'node:assert/strict';
import test from 'node:test';

// The texts choose their language by the browser's; not every Node.js has one.
globalThis.navigator ??= { languages: ['en-US'] };

const WEB = new URL('../../main/resources/dev/extrausage/page/web/', import.meta.url);
const at = (path) => import(new URL(path, WEB));
const { grouped, lengthOf, ticks } = await at('ui/scale.js');
const { daysBetween, periodOf } = await at('parts/spending/period.js');
const { compared, costOn } = await at('parts/spending/what-if.js');
const { addsUp, linesOf } = await at('parts/statement/lines.js');
const { monthsBetween } = await at('parts/statement/months.js');

const LONG = { above_input_tokens: 200_000 };
const CATALOG = {
  models: [price('haiku', ['1', '5', '1.25', '2', '0.1'], null, ['haiku-old']),
    price('sonnet', ['3', '15', '3.75', '6', '0.3'], LONG), price('odd', ['0.000001', '5', '0', '0', '0'], null)],
  service_tiers: [{ service_tier: 'standard', factor: '1' }, { service_tier: 'batch', factor: '0.5' }],
  units: [{ unit: 'web_search', price_usd: '0.01' }],
};

function price(model, [input, output, write, hour, read], long, aliases = []) {
  return { model, aliases, long_context: long, input_usd: input, output_usd: output,
    cache_write_usd: write, cache_write_1h_usd: hour, cache_read_usd: read };
}

function usage({ input = 0, output = 0, read = 0, units = {}, tier = 'standard', model = 'sonnet', cost = '0' }) {
  return { group: { model, service_tier: tier }, requests: 1, input_tokens: input, output_tokens: output,
    cache_write_tokens: 0, cache_write_1h_tokens: 0, cache_read_tokens: read, units, cost_usd: cost };
}

test('an axis ends at or above the greatest value', () => {
  for (const most of [0n, 1n, 4n, 5n, 23n, 99n, 40_835_743_700n, 2n ** 80n]) {
    const found = ticks(most);
    assert.ok(found.at(-1) >= most && found.at(-2) <= most, `ticks of ${most}: ${found}`);
    assert.ok(found.length <= 5, `ticks of ${most}: ${found}`);
  }
});

test('a length is the share of the axis', () => {
  assert.equal(lengthOf(5n, 20n, 200), 50);
  assert.equal(lengthOf(5n, 0n, 200), 0);
});

test('small series are drawn as one', () => {
  assert.deepEqual(grouped(['a', 'b', 'c', 'd'], [1n, 9n, 5n, 2n], 3), [['b'], ['c'], ['d', 'a']]);
  assert.deepEqual(grouped([null, 'b'], [1n, 9n], 3), [['b'], [null]]);
});

test('work on another model has its exact price', () => {
  const work = usage({ input: 126_667, output: 50_000 });
  assert.deepEqual(costOn('haiku', work, CATALOG), { nanos: 376_667_000n, isExact: true });
  assert.deepEqual(costOn('haiku-old', work, CATALOG), { nanos: 376_667_000n, isExact: true });
  assert.deepEqual(costOn('sonnet', work, CATALOG), { nanos: 1_130_001_000n, isExact: true });
});

test('a tier halves tokens but not units', () => {
  const work = usage({ input: 1_000_000, units: { web_search: 3 }, tier: 'batch' });
  assert.deepEqual(costOn('haiku', work, CATALOG), { nanos: 530_000_000n, isExact: true });
});

test('a price that may be another one is only about', () => {
  assert.equal(costOn('sonnet', usage({ input: 150_000, read: 50_001 }), CATALOG).isExact, false);
  assert.equal(costOn('sonnet', usage({ input: 150_000, read: 50_000 }), CATALOG).isExact, true);
  assert.deepEqual(costOn('odd', usage({ input: 1500 }), CATALOG), { nanos: 2n, isExact: false });
});

test('work without a price has no other cost', () => {
  assert.equal(costOn('opus', usage({}), CATALOG), null);
  assert.equal(costOn('haiku', usage({ tier: 'priority' }), CATALOG), null);
  assert.equal(costOn('haiku', usage({ units: { image: 1 } }), CATALOG), null);
});

test('models are compared over their tiers, the dearest first', () => {
  const rows = compared([usage({ input: 100, cost: '1' }), usage({ model: 'haiku', input: 100, cost: '2.5' }),
    usage({ input: 100, tier: 'batch', cost: '1' })], 'haiku', CATALOG);
  assert.deepEqual(rows.map(({ model, cost, other, requests }) => [model, cost, other.nanos, requests]),
    [['haiku', 2_500_000_000n, 100_000n, 1], ['sonnet', 2_000_000_000n, 150_000n, 2]]);
});

test('a period holds both of its days', () => {
  const { from, to } = periodOf('custom', null, { from: '2026-11-01', to: '2026-11-30' });
  assert.equal(daysBetween(from, to).length, 30);
  assert.equal(periodOf('custom', null, { from: '2026-11-02', to: '2026-11-01' }).wrong, 'backwards');
  assert.equal(periodOf('custom', null, { from: '', to: '2026-11-01' }).wrong, 'incomplete');
  assert.equal(periodOf('custom', null, { from: '2025-01-01', to: '2026-11-01' }).wrong, 'tooLong');
  const now = new Date(2026, 10, 29, 13);
  assert.equal(daysBetween(periodOf('days', null, {}, now).from, now).length, 30);
});

test('cycles are listed from the latest month back', () => {
  assert.deepEqual(monthsBetween('2025-11-30T10:00:00Z', Date.parse('2026-01-30T10:00:00Z')),
    ['2026-01', '2025-12', '2025-11']);
});

test('a statement adds up pool by pool', () => {
  const statement = { opening: { allowance_left_usd: '1', extra_usage_usd: '2' },
    closing: { allowance_left_usd: '0.5', extra_usage_usd: '7' },
    flows: [{ from: 'ALLOWANCE', to: 'USAGE', amount_usd: '0.5' }, { from: 'PAYMENTS', to: 'EXTRA_USAGE', amount_usd: '5' },
      { from: 'UNCOVERED', to: 'USAGE', amount_usd: '3' }] };
  assert.deepEqual(linesOf(statement.flows).map(({ from, allowance, extra }) => [from, allowance, extra]),
    [['PAYMENTS', null, 5_000_000_000n], ['ALLOWANCE', -500_000_000n, null]]);
  assert.equal(addsUp(statement), true);
  assert.equal(addsUp({ ...statement, closing: { allowance_left_usd: '0.5', extra_usage_usd: '7.000000001' } }), false);
});
