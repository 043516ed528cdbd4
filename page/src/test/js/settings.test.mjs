import assert from 'node:assert/strict';
import test from 'node:test';

// The language is chosen as a module is loaded, and not every Node.js has one of its own.
Object.defineProperty(globalThis, 'navigator', { value: { languages: ['en-US'] }, configurable: true });
const parts = '../../main/resources/dev/extrausage/page/web/parts/';
const { bodyOf, draftOf, wrongIn } = await import(`${parts}setting-kinds.js`);
const { chargedAtOnce } = await import(`${parts}reload-due.js`);
const { previewWords, sentence, stateOf } = await import(`${parts}setting-words.js`);

const TERMS = { min: '5', max: '2000', cap: '200', plan: { extra_usage: true, max_balance_usd: null } };
const FACTS = { planHasExtraUsage: true, suspendedBy: null };
const RELOAD = { enabled: true, threshold_usd: '5', amount_usd: '15', monthly_cap_usd: '60' };

/** An account that is below the threshold of its auto-reload, or as the changes have it. */
function account({ reload = {}, extra = {}, ...rest } = {}) {
  return { plan: 'pro', closed: false, cycle_end: '2026-12-29T08:00:00.000Z', low_balance_usd: null,
    extra_usage: { balance_usd: '4.999999999', on: true, spent_usd: '0', monthly_limit_usd: null, ...extra },
    auto_reload: { ...RELOAD, reloaded_usd: '45', state: 'idle', retry_at: null, ...reload }, ...rest };
}

const charged = (snapshot, terms = TERMS) => chargedAtOnce('auto-reload', RELOAD, snapshot, terms);

test('a reload is said in one sentence with its cap and its sum', () => {
  assert.equal(sentence('auto-reload', RELOAD, account(), '200'),
    'When you fall below $5.00 we charge $15.00, at most $60.00 a month; $45.00 so far.');
  assert.match(sentence('auto-reload', { ...RELOAD, monthly_cap_usd: null }, account(), '200'),
    /at most \$200\.00 a month \(the usual cap\)/);
});

test('a balance one nano-dollar below the threshold charges at once', () => {
  assert.equal(charged(account()), '15');
  assert.equal(charged(account({ extra: { balance_usd: '5' } })), null);
});

test('a reload charges up to its cap and not beyond', () => {
  assert.equal(charged(account({ reload: { reloaded_usd: '45' } })), '15');
  assert.equal(charged(account({ reload: { reloaded_usd: '45.01' } })), null);
});

test('a full purse of the plan is not charged', () => {
  const plan = (most) => ({ ...TERMS, plan: { extra_usage: true, max_balance_usd: most } });
  assert.equal(charged(account({ extra: { balance_usd: '4' } }), plan('19')), '15');
  assert.equal(charged(account({ extra: { balance_usd: '4' } }), plan('18.99')), null);
});

test('nothing that stops auto-reload lets it charge at once', () => {
  const stops = [{ closed: true }, { plan: null }, { extra: { on: false } }, { reload: { state: 'in_flight' } },
    { extra: { monthly_limit_usd: '0' } }];
  stops.forEach((stop) => assert.equal(charged(account(stop)), null, JSON.stringify(stop)));
  assert.equal(charged(account(), { ...TERMS, plan: { extra_usage: false } }), null);
});

test('a suspension holds unless auto-reload itself is set', () => {
  const snapshot = account({ reload: { state: 'suspended' }, extra: { on: false } });
  assert.equal(chargedAtOnce('extra-usage', { on: true }, snapshot, TERMS), null);
  assert.equal(charged(account({ reload: { state: 'suspended' } })), '15');
});

test('a raised limit and a switch can make a reload due', () => {
  const limited = account({ extra: { monthly_limit_usd: '10', spent_usd: '10' } });
  assert.equal(chargedAtOnce('spend-limit', { monthly_limit_usd: '10.01' }, limited, TERMS), '15');
  assert.equal(chargedAtOnce('spend-limit', { monthly_limit_usd: '10' }, limited, TERMS), null);
  assert.equal(chargedAtOnce('extra-usage', { on: true }, account({ extra: { on: false } }), TERMS), '15');
});

test('the rules of auto-reload are told in their order', () => {
  const draft = (threshold, amount, cap = '') => ({ on: true, threshold_usd: threshold,
    amount_usd: amount, monthly_cap_usd: cap });
  const field = (...amounts) => wrongIn('auto-reload', draft(...amounts), TERMS)?.field ?? null;
  assert.equal(field('5', '15'), null);
  assert.equal(field('5', '15', '15'), null);
  assert.equal(field('5', '15', '14.99'), 'monthly_cap_usd');
  assert.equal(field('5', '201'), 'monthly_cap_usd');
  assert.equal(field('15.000000001', '15'), 'amount_usd');
  assert.equal(field('0', '4.99'), 'amount_usd');
  assert.equal(field('0', '2000.01', '9000'), 'amount_usd');
  assert.equal(field('0', '5.001'), 'amount_usd');
  assert.equal(field('x', '15'), 'threshold_usd');
  assert.equal(field('5', '15', '1,5'), 'monthly_cap_usd');
});

test('an auto-reload that is turned off keeps its amounts', () => {
  const draft = { ...draftOf('auto-reload', RELOAD, {}), on: false, amount_usd: 'nonsense' };
  assert.equal(wrongIn('auto-reload', draft, TERMS), null);
  assert.deepEqual(bodyOf('auto-reload', draft, RELOAD), { ...RELOAD, enabled: false });
});

test('a setting that is turned off is null', () => {
  assert.deepEqual(bodyOf('spend-limit', { on: false, monthly_limit_usd: '5' }, {}), { monthly_limit_usd: null });
  assert.deepEqual(bodyOf('low-balance', { on: true, threshold_usd: '$2.50' }, {}), { threshold_usd: '2.5' });
});

test('each state of auto-reload has a tag and says why', () => {
  const states = ['in_flight', 'backing_off', 'suspended', 'capped', 'limited', 'idle'];
  const tags = states.map((state) => {
    const { tag, why } = stateOf('auto-reload',
      account({ reload: { state, retry_at: '2026-11-29T10:00:00.000Z' } }), FACTS);
    assert.ok(why, state);
    return tag;
  });
  assert.deepEqual(tags, ['Charging', 'Waiting', 'Suspended', 'Cap reached', 'Waiting', 'On']);
});

test('a suspension names the entry that brought it', () => {
  const why = (suspendedBy) => stateOf('auto-reload', account({ reload: { state: 'suspended' } }),
    { ...FACTS, suspendedBy }).why;
  assert.match(why('CreditRefunded'), /refunded/);
  assert.match(why('TopUpDeclined'), /declined too often/);
  assert.match(why(null), /Declined charges, a refund or a chargeback/);
});

test('a preview says what would have been beside what was', () => {
  const figures = (topUps, bought, blocked, cost) => ({ top_ups: topUps, bought_usd: bought,
    blocked_requests: blocked, blocked_usd: cost });
  const preview = { from: '2026-10-30T09:00:00.000Z', to: '2026-11-29T09:00:00.000Z',
    as_it_was: figures(0, '0', 13, '2.5'), as_it_would_be: figures(4, '60', 1, '0.25') };
  assert.equal(previewWords(preview), 'In the last 30 days this would have bought 4 times for $60.00 and blocked'
    + ' 1 request ($0.25). As it was, it bought nothing and blocked 13 requests ($2.50).');
  assert.match(previewWords({ ...preview, as_it_would_be: preview.as_it_was }), /just as it was\.$/);
});
