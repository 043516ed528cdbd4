/** Kinds of tokens, each with the name of its price. */
export const KINDS = ['input', 'output', 'cache_write', 'cache_write_1h', 'cache_read'];

/** All tokens of some usage, of every kind. */
export function tokensOf(usage) {
  return KINDS.reduce((sum, kind) => sum + BigInt(usage[`${kind}_tokens`]), 0n);
}
