/** Steps that people read easily: 1, 2 and 5 times a power of ten. */
const STEPS = [1n, 2n, 5n];

/**
 * The ticks of an axis from zero to at least `most`, in steps of 1, 2 or 5 times a power of ten.
 *
 * @param most the greatest value, a BigInt; 0 gives an axis of one step
 * @param count the greatest number of steps
 * @returns the values of the ticks, ascending, 0 first
 */
export function ticks(most, count = 4) {
  let step = 1n;
  for (let power = 1n, i = 0; step * BigInt(count) < most; i += 1) {
    if (i % 3 === 0 && i > 0) {
      power *= 10n;
    }
    step = STEPS[i % 3] * power;
  }
  const found = [0n];
  do {
    found.push(found.at(-1) + step);
  } while (found.at(-1) < most);
  return found;
}

/** The length of a value on an axis of `length` that ends at `end`; exact to a ten-thousandth. */
export function lengthOf(value, end, length) {
  return end <= 0n ? 0 : Number(value * 10_000n / end) / 10_000 * length;
}

/**
 * The series to draw of many: the greatest ones by their sums, the rest as one under `rest`.
 *
 * @param names the names, in any order
 * @param sums the sum of each name, BigInts
 * @param most the greatest number of series
 * @returns arrays of the names each series is made of, the greatest first, the rest last
 */
export function grouped(names, sums, most) {
  const order = names.map((name, i) => [name, sums[i]])
    .sort(([a, x], [b, y]) => (x === y ? String(a).localeCompare(String(b)) : x < y ? 1 : -1))
    .map(([name]) => name);
  return order.length <= most ? order.map((name) => [name])
    : [...order.slice(0, most - 1).map((name) => [name]), order.slice(most - 1)];
}
