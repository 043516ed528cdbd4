import assert from 'node:assert/strict';
import { test } from 'node:test';

// The formats choose a locale when they are loaded; node 20 has no navigator to ask.
globalThis.navigator ??= { languages: ['en-US'] };
const { comesBack, planNow, refundOf, starterOf, wholeOf } = await import(
  '../../main/resources/dev/extrausage/page/web/staff/effects.js');

const PRO = { plan: 'pro', allowance_usd: '20', per_seat: false, extra_usage: true };
const FREE = { plan: 'free', allowance_usd: '2', per_seat: false, extra_usage: false };
const TEAM = { plan: 'team', allowance_usd: '30', per_seat: true, extra_usage: true };
const CATALOG = { plans: [PRO, FREE, TEAM], mid_cycle_change: 'full' };

const account = (plan, whole, left, used, grants = []) => ({ plan, seats: 1, closed: false,
  allowance: { whole_usd: whole, left_usd: left, used_usd: used }, extra_usage: { grants } });
const paid = (from, amount, grant = null) =>
  ({ from, to: 'USAGE', amount_usd: amount, grant_id: grant });

test('a whole refund is cut to cents and leaves the rest', () => {
  assert.deepEqual(refundOf({ left_usd: '44.1642563' }, null),
    { paid: 44_160_000_000n, left: 4_256_300n });
});

test('a refund in part leaves what was not asked for', () => {
  assert.deepEqual(refundOf({ left_usd: '44.1642563' }, '4.17'),
    { paid: 4_170_000_000n, left: 39_994_256_300n });
});

test('usage comes back to each pool and grant that paid', () => {
  const parts = comesBack({ postings: [paid('ALLOWANCE', '0.3'), paid('EXTRA_USAGE', '0.2', 'g1'),
    paid('EXTRA_USAGE', '0.1', 'gone'), paid('UNCOVERED', '5')] },
  account('pro', '20', '10', '10', [{ grant_id: 'g1' }]));
  assert.deepEqual(parts.map(({ into, back }) => [into, back]), [['allowance', 300_000_000n],
    ['grant', 200_000_000n], ['new', 100_000_000n], [null, 0n]]);
});

test('an allowance gets back no more than this cycle used', () => {
  const parts = comesBack({ postings: [paid('ALLOWANCE', '3'), paid('ALLOWANCE', '2')] },
    account('pro', '20', '16', '4'));
  assert.deepEqual(parts.map(({ back }) => back), [3_000_000_000n, 1_000_000_000n]);
});

test('the seats of a plan multiply its allowance, not a contract of its own', () => {
  assert.equal(wholeOf(TEAM, 3, null), 90_000_000_000n);
  assert.equal(wholeOf(TEAM, 3, '44.5'), 44_500_000_000n);
  assert.equal(wholeOf(PRO, 3, null), 20_000_000_000n);
});

test('a change at once leaves the new allowance less what was used', () => {
  const now = planNow(account('team', '30', '5', '25'), CATALOG,
    { plan: 'pro', seats: 1, allowance_usd: null });
  assert.deepEqual(now, { kind: 'change', whole: 20_000_000_000n, left: 0n });
});

test('a step onto a plan with extra usage begins a billing cycle', () => {
  const now = planNow(account('free', '2', '0.5', '1.5'), CATALOG,
    { plan: 'team', seats: 2, allowance_usd: null });
  assert.deepEqual(now, { kind: 'cycle', whole: 60_000_000_000n, left: 60_000_000_000n });
});

test('the present plan with its seats and allowance changes nothing', () => {
  assert.equal(planNow(account('pro', '20', '3', '17'), CATALOG,
    { plan: 'pro', seats: 1, allowance_usd: null }).kind, 'same');
});

test('a closed account opens with the whole allowance', () => {
  const closed = { ...account('pro', '20', '0', null), closed: true };
  assert.deepEqual(planNow(closed, CATALOG, { plan: 'pro', seats: 1, allowance_usd: null }),
    { kind: 'opens', whole: 20_000_000_000n, left: 20_000_000_000n });
});

test('a prorated change has no figures before the ledger cuts it', () => {
  assert.deepEqual(planNow(account('pro', '20', '3', '17'),
    { ...CATALOG, mid_cycle_change: 'prorated' }, { plan: 'team', seats: 1, allowance_usd: null }),
  { kind: 'prorated', whole: null, left: null });
});

test('the starter credit of seats ends at its maximum', () => {
  const starter_credit = { kind: 'per_seat', min_usd: null, max_usd: '250', amount_usd: '100' };
  assert.deepEqual(starterOf({ starter_credit }, 2), { least: '200', most: '200' });
  assert.deepEqual(starterOf({ starter_credit }, 3), { least: '250', most: '250' });
});

test('the starter credit of a history is known by its bounds alone', () => {
  assert.deepEqual(starterOf({ starter_credit: { kind: 'third_party_history', min_usd: '5',
    max_usd: '100', amount_usd: null } }, 1), { least: '5', most: '100' });
});
