const HASH_BYTES = 32;
/** Byte 0 and the id of the schema (SPEC 4). */
const FRAME_BYTES = 5;
const NONE_BEFORE = '0'.repeat(2 * HASH_BYTES);

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

/** Which entry a record's value says it is: {account, sequence}, its first two fields (SPEC J1). */
export function entryOf(value) {
  let at = FRAME_BYTES;
  const number = () => {
    let bits = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = value[at];
      at += 1;
      bits |= BigInt(byte & 0x7f) << shift;
      if (!(byte & 0x80)) {
        return Number(bits >> 1n ^ -(bits & 1n)); // Avro's zigzag
      }
    }
  };
  const length = number();
  const account = new TextDecoder().decode(value.subarray(at, at + length));
  at += length;
  return { account, sequence: number() };
}

/**
 * Checks one entry, and that it follows the one before: its hash is the SHA-256 of its bytes and of
 * the hash before; the bytes carry both hashes and the account and number that were asked for; and
 * the hash before is that of the entry before.
 *
 * @param proof of `GET A/entries/{sequence}/proof`
 * @param before the proof of the entry before, which held; null: it was not asked for
 * @return null if it holds, else 'hash', 'carried', 'named', 'link' or 'start': what does not
 */
export async function faultOf(proof, before, digest) {
  const value = bytesOf(proof.raw);
  if (await hashOf(proof.previous_hash, value, digest) !== proof.hash) {
    return 'hash';
  }
  if (hex(value.subarray(-2 * HASH_BYTES)) !== proof.previous_hash + proof.hash) {
    return 'carried';
  }
  const { account, sequence } = entryOf(value);
  if (account !== proof.account_id || sequence !== proof.sequence) {
    return 'named';
  }
  if (sequence === 1 && proof.previous_hash !== NONE_BEFORE) {
    return 'start';
  }
  return before && proof.previous_hash !== before.hash ? 'link' : null;
}

/** The answers for the numbers from first to last, in their order, so many asked for at a time. */
export async function* inOrder(load, first, last, atOnce) {
  const asked = [];
  for (let at = first; at <= last || asked.length;) {
    for (; asked.length < atOnce && at <= last; at += 1) {
      const answer = load(at);
      answer.catch(() => { }); // is told when its turn comes
      asked.push(answer);
    }
    yield await asked.shift();
  }
}
