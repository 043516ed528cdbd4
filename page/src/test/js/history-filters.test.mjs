import assert from 'node:assert/strict';
import { test } from 'node:test';

// The formats choose a locale when they are loaded; node 20 has no navigator to ask.
globalThis.navigator ??= { languages: ['en-US'] };
const { isFiltered, isNoAmount, isWanted, NO_FILTERS, queryOf } = await import(
  '../../main/resources/dev/extrausage/page/web/parts/history-filters.js');

const NOW = Date.UTC(2026, 10, 29, 12);
const USAGE = { type: 'Usage', outcome: 'APPLIED', clock: '2026-11-29T10:00:00.000Z', app: 'cursor',
  model: 'claude-haiku-4-5', session_id: 's-1', member_id: null, cost_usd: '0.5', extra_usage_change_usd: '-0.5' };
const REFUND = { ...USAGE, type: 'CreditRefunded', app: null, model: null, cost_usd: '0', extra_usage_change_usd: '-3' };
const of = (some) => ({ ...NO_FILTERS, ...some });

test('no filter asks for nothing and wants every entry', () => {
  assert.equal(queryOf(NO_FILTERS, NOW).toString(), '');
  assert.equal(isFiltered(NO_FILTERS), false);
  assert.ok(isWanted(USAGE, NO_FILTERS, NOW));
});

test('each filter is asked for under its name in the API', () => {
  const query = queryOf(of({ kind: 'charges', days: '1', outcome: 'REFUSED', min: '0.50', session: ' s-1 ' }), NOW);

  assert.deepEqual(Object.fromEntries(query), { type: 'Usage', from: '2026-11-28T12:00:00.000Z',
    outcome: 'REFUSED', min_usd: '0.5', session: 's-1' });
});

test('a period of days ends with the whole of its last day', () => {
  const query = queryOf(of({ days: 'custom', from: '2026-11-03', to: '2026-11-03' }), NOW);

  assert.equal(new Date(query.get('to')) - new Date(query.get('from')), 86_400_000);
});

test('an entry is wanted by kind, name and amount', () => {
  assert.ok(isWanted(REFUND, of({ kind: 'refunds', min: '3' }), NOW));
  assert.ok(!isWanted(REFUND, of({ min: '3.01' }), NOW));
  assert.ok(!isWanted(REFUND, of({ kind: 'charges' }), NOW));
  assert.ok(isWanted(USAGE, of({ app: 'cursor', session: 's-1' }), NOW));
  assert.ok(!isWanted(USAGE, of({ app: 'Windsurf' }), NOW));
  assert.ok(!isWanted(USAGE, of({ outcome: 'REFUSED' }), NOW));
});

test('an entry older than the period is not wanted', () => {
  assert.ok(isWanted(USAGE, of({ days: '1' }), NOW));
  assert.ok(!isWanted({ ...USAGE, clock: '2026-11-20T10:00:00.000Z' }, of({ days: '7' }), NOW));
});

test('what is no amount is told and not asked for', () => {
  assert.ok(isNoAmount(of({ min: 'much' })));
  assert.equal(queryOf(of({ min: 'much' }), NOW).get('min_usd'), null);
});
