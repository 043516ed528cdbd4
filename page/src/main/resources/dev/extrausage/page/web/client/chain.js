const HASH_BYTES = 32;

/** The bytes of a text in base64. */
export function bytesOf(base64) {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

/** Bytes in hexadecimal, in lower case. */
export function hex(bytes) {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The bytes of a hexadecimal text. */
export function bytesOfHex(text) {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/**
 * The hash of an entry (SPEC J2), in hexadecimal: SHA-256 of the hash before it, followed by the
 * record's value as it was written, less its last 32 bytes.
 *
 * @param digest of WebCrypto: (algorithm, bytes) → promise of an ArrayBuffer
 */
export async function hashOf(previousHash, value, digest = (name, bytes) => crypto.subtle.digest(name, bytes)) {
  const before = bytesOfHex(previousHash);
  const bytes = new Uint8Array(before.length + value.length - HASH_BYTES);
  bytes.set(before);
  bytes.set(value.subarray(0, value.length - HASH_BYTES), before.length);
  return hex(new Uint8Array(await digest('SHA-256', bytes)));
}

/**
 * Checks one entry against the one after it, which was checked before: its own hash is the SHA-256
 * of its bytes, is the one that its bytes carry, and is the one that the later entry names.
 *
 * @param proof of `GET A/entries/{sequence}/proof`
 * @param later the proof of the next entry; null: there is none yet
 * @return null if it holds, else 'hash', 'carried' or 'link': what does not
 */
export async function faultOf(proof, later, digest) {
  const value = bytesOf(proof.raw);
  if (await hashOf(proof.previous_hash, value, digest) !== proof.hash) {
    return 'hash';
  }
  if (hex(value.subarray(value.length - HASH_BYTES)) !== proof.hash) {
    return 'carried';
  }
  return later && later.previous_hash !== proof.hash ? 'link' : null;
}
