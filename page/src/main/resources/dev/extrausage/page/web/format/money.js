import { locale } from '../texts/texts.js';

/** Nano-dollars in a dollar: the API's amounts have at most nine decimals. */
const NANOS = 1_000_000_000n;
const AMOUNT = /^(-?)(\d+)(?:\.(\d{1,9}))?$/;

/** The nano-dollars of an amount of the API ("4.17"), exact; a BigInt. */
export function nanos(usd) {
  const parts = AMOUNT.exec(usd);
  if (!parts) {
    throw new RangeError(`not an amount in USD with at most 9 decimals: ${usd}`);
  }
  const size = BigInt(parts[2]) * NANOS + BigInt((parts[3] ?? '').padEnd(9, '0') || '0');
  return parts[1] ? -size : size;
}

/** The API's form of nano-dollars: no exponent, no trailing zeros. */
export function usdText(amount) {
  const size = amount < 0n ? -amount : amount;
  const decimals = (size % NANOS).toString().padStart(9, '0').replace(/0+$/, '');
  return `${amount < 0n ? '-' : ''}${size / NANOS}${decimals && `.${decimals}`}`;
}

/**
 * An amount for people, by the browser's locale and exact: two decimals at least, and as many
 * more as it has. Takes the API's text or nano-dollars.
 */
export function money(amount, { sign = 'auto' } = {}) {
  const text = typeof amount === 'bigint' ? usdText(amount) : amount;
  return new Intl.NumberFormat(locale(), { style: 'currency', currency: 'USD',
    currencyDisplay: 'narrowSymbol', minimumFractionDigits: 2, maximumFractionDigits: 9,
    signDisplay: sign }).format(text);
}

/** An amount as the ledger's own sentences have it: "$5" where it is whole dollars. */
export function roundMoney(usd) {
  return nanos(usd) % NANOS !== 0n ? money(usd)
    : new Intl.NumberFormat(locale(), { style: 'currency', currency: 'USD',
      currencyDisplay: 'narrowSymbol', maximumFractionDigits: 0 }).format(usd);
}

/**
 * An amount cut to cents toward zero, for where room is short; "<$0.01" for what is less than a
 * cent and not nothing. Never for a sum that somebody may add up: use {@link money} there.
 */
export function cents(amount) {
  const whole = typeof amount === 'bigint' ? amount : nanos(amount);
  const cut = whole - whole % (NANOS / 100n);
  if (cut === 0n && whole !== 0n) {
    return `${whole < 0n ? '>−' : '<'}${money(NANOS / 100n)}`;
  }
  return money(cut);
}

/** A count by the browser's locale. */
export function count(number) {
  return new Intl.NumberFormat(locale()).format(number);
}

/** The share of a whole as a number from 0 to 1, for widths of bars alone. */
export function share(part, whole) {
  const of = nanos(whole);
  return of <= 0n ? 0 : Math.max(0, Math.min(1, Number(nanos(part) * 10_000n / of) / 10_000));
}

/**
 * The API's form of what a person typed ("12,50", "$12.50", "1.234,5"), by the browser's locale;
 * null if it is no amount, is negative, or has more than nine decimals.
 */
export function typedUsd(text) {
  const parts = new Intl.NumberFormat(locale()).formatToParts(12345.6);
  const group = parts.find((part) => part.type === 'group')?.value ?? ',';
  const point = parts.find((part) => part.type === 'decimal')?.value ?? '.';
  const bare = text.replaceAll('$', '').replace(/[\s  ]/g, '');
  // Groups only where they are three digits each; so "12,50" in English is refused, not 1250.
  const groups = new RegExp(`^\\d{1,3}(\\${group}\\d{3})+(\\${point}\\d+)?$`);
  const plain = (groups.test(bare) ? bare.replaceAll(group, '') : bare).replace(point, '.');
  return AMOUNT.test(plain) && !plain.startsWith('-') ? usdText(nanos(plain)) : null;
}
