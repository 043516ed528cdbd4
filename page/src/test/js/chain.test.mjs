import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { faultOf, hashOf, hex } from '../../main/resources/dev/extrausage/page/web/client/chain.js';

const digest = async (name, bytes) => createHash('sha256').update(bytes).digest();

/** A chain of so many entries, as the ledger writes them: the hash is an entry's last 32 bytes. */
function chain(length) {
  const proofs = [];
  let previous = '0'.repeat(64);
  for (let sequence = 1; sequence <= length; sequence += 1) {
    const body = Buffer.from(`entry ${sequence}`);
    const hash = createHash('sha256').update(Buffer.from(previous, 'hex')).update(body).digest('hex');
    proofs.push({ sequence, previous_hash: previous, hash,
      raw: Buffer.concat([body, Buffer.from(hash, 'hex')]).toString('base64') });
    previous = hash;
  }
  return proofs;
}

test('a hash covers the hash before it and the bytes less their last 32', async () => {
  const [first] = chain(1);

  assert.equal(await hashOf(first.previous_hash, Buffer.from(first.raw, 'base64'), digest), first.hash);
});

test('entries that hold have no fault', async () => {
  const [first, second] = chain(2);

  assert.equal(await faultOf(second, null, digest), null);
  assert.equal(await faultOf(first, second, digest), null);
});

test('a changed byte, another hash inside and a wrong link are told apart', async () => {
  const [first, second] = chain(2);
  const changed = Buffer.from(first.raw, 'base64');
  changed[0] ^= 1;
  const carried = Buffer.from(first.raw, 'base64');
  carried[carried.length - 1] ^= 1;

  assert.equal(await faultOf({ ...first, raw: changed.toString('base64') }, second, digest), 'hash');
  assert.equal(await faultOf({ ...first, raw: carried.toString('base64') }, second, digest), 'carried');
  assert.equal(await faultOf(first, { ...second, previous_hash: hex(new Uint8Array(32)) }, digest), 'link');
});
