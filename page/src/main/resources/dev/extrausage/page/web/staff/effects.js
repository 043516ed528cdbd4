import { nanos, usdText } from '../format/money.js';

/** The pure arithmetic of what the staff's actions will do, as SPEC section 7 has it. */

const CENT = 10_000_000n;

const least = (a, b) => (a < b ? a : b);

/** The kinds of credit that somebody paid for: refunded, never withdrawn. */
export const BOUGHT = ['PURCHASE', 'AUTO_RELOAD'];

/** Nano-dollars cut to whole cents, as a refund of all that is left is. */
export const wholeCents = (amount) => amount - amount % CENT;

/**
 * What a refund pays back and what stays of the grant, in nano-dollars (P5).
 *
 * @param amount in USD, or null for all that is left
 */
export function refundOf(grant, amount) {
  const left = nanos(grant.left_usd);
  const paid = amount === null ? wholeCents(left) : nanos(amount);
  return { paid, left: left - paid };
}

/**
 * What comes back when a usage is reversed (P9): {pool, grant_id, amount, back, into} a posting.
 * `back` is the part of an allowance that comes back in this cycle; `into` is 'allowance',
 * 'grant' (where it still has room) or 'new'; null where no pool takes it.
 */
export function comesBack(entry, snapshot) {
  let used = nanos(snapshot.allowance.used_usd ?? '0');
  return entry.postings.filter(({ to }) => to === 'USAGE').map((posting) => {
    const amount = nanos(posting.amount_usd);
    const part = { pool: posting.from, grant_id: posting.grant_id, amount, back: amount, into: null };
    if (posting.from === 'ALLOWANCE') {
      part.back = least(amount, used);
      used -= part.back;
      part.into = 'allowance';
    } else if (posting.from === 'EXTRA_USAGE') {
      const grant = snapshot.extra_usage.grants.find(({ grant_id }) => grant_id === posting.grant_id);
      part.into = grant ? 'grant' : 'new';
    } else {
      part.back = 0n;
    }
    return part;
  });
}

/** The allowance of a plan with so many seats, or of a contract's own, in nano-dollars. */
export function wholeOf(terms, seats, custom) {
  return custom === null ? nanos(terms.allowance_usd) * (terms.per_seat ? BigInt(seats) : 1n)
    : nanos(custom);
}

/**
 * What a change of plan at once makes of the allowance (P1, P2), in nano-dollars:
 * {kind, whole, left}. kind: 'same', 'opens' (a closed account), 'cycle' (a new billing cycle
 * begins), 'prorated' (the ledger cuts it by the time; the figures are null) or 'change'.
 */
export function planNow(snapshot, catalog, { plan, seats, allowance_usd: custom }) {
  const terms = catalog.plans.find((one) => one.plan === plan);
  const before = catalog.plans.find((one) => one.plan === snapshot.plan);
  const whole = wholeOf(terms, seats, custom);
  const kept = plan === snapshot.plan && seats === snapshot.seats;
  const present = nanos(snapshot.allowance.whole_usd);
  if (snapshot.closed || snapshot.plan === null) {
    return { kind: 'opens', whole, left: whole };
  }
  if (kept && whole === present) {
    return { kind: 'same', whole, left: nanos(snapshot.allowance.left_usd) };
  }
  if (before && !before.extra_usage && terms.extra_usage) {
    return { kind: 'cycle', whole, left: whole };
  }
  if (catalog.mid_cycle_change === 'prorated') {
    return { kind: 'prorated', whole: null, left: null };
  }
  const used = nanos(snapshot.allowance.used_usd);
  return { kind: 'change', whole, left: whole > used ? whole - used : 0n };
}

/** The starter credit that a plan offers: {least, most} in USD; null where it has none. */
export function starterOf(terms, seats) {
  const starter = terms?.starter_credit;
  if (!starter) {
    return null;
  }
  if (starter.kind === 'third_party_history') {
    return { least: starter.min_usd, most: starter.max_usd };
  }
  let amount = nanos(starter.amount_usd);
  if (starter.kind === 'per_seat') {
    amount *= BigInt(seats);
    amount = starter.max_usd === null ? amount : least(amount, nanos(starter.max_usd));
  }
  return { least: usdText(amount), most: usdText(amount) };
}
