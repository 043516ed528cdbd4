import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { entryOf, faultOf, hashOf, hex, inOrder } from '../../main/resources/dev/extrausage/page/web/client/chain.js';

const digest = async (name, bytes) => createHash('sha256').update(bytes).digest();

const FRAME = Buffer.from([0, 0, 0, 0, 10]);

/** An account's id and a number as Avro writes them; both below 64. */
function avro(account, sequence) {
  return Buffer.concat([Buffer.from([2 * account.length]), Buffer.from(account), Buffer.from([2 * sequence])]);
}

/** A chain of so many entries, as the ledger writes them: the hash is an entry's last 32 bytes. */
function chain(length, start = '0'.repeat(64)) {
  const proofs = [];
  let previous = start;
  for (let sequence = 1; sequence <= length; sequence += 1) {
    const body = Buffer.concat([FRAME, avro('acct-7', sequence), Buffer.from('the rest'), Buffer.from(previous, 'hex')]);
    const hash = createHash('sha256').update(Buffer.from(previous, 'hex')).update(body).digest('hex');
    proofs.push({ account_id: 'acct-7', sequence, previous_hash: previous, hash,
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

  assert.equal(await faultOf(first, null, digest), null);
  assert.equal(await faultOf(second, first, digest), null);
  assert.equal(await faultOf(second, null, digest), null);
});

test('a changed byte, another hash inside and a wrong link are told apart', async () => {
  const [first, second] = chain(2);
  const changed = Buffer.from(first.raw, 'base64');
  changed[0] ^= 1;
  const carried = Buffer.from(first.raw, 'base64');
  carried[carried.length - 1] ^= 1;

  assert.equal(await faultOf({ ...first, raw: changed.toString('base64') }, null, digest), 'hash');
  assert.equal(await faultOf({ ...first, raw: carried.toString('base64') }, null, digest), 'carried');
  assert.equal(await faultOf(second, { ...first, hash: hex(new Uint8Array(32)) }, digest), 'link');
});

test('an entry of another account or number is no proof', async () => {
  const [first, second] = chain(2);

  assert.equal(await faultOf({ ...second, sequence: 1 }, null, digest), 'named');
  assert.equal(await faultOf({ ...first, account_id: 'acct-8' }, null, digest), 'named');
});

test('a first entry that names one before it does not hold', async () => {
  const previous = 'ab'.repeat(32);
  const [first] = chain(1, previous);

  assert.equal(await faultOf(first, null, digest), 'start');
});

test('an entry says its account and a number of several bytes', () => {
  const value = Buffer.concat([FRAME, Buffer.from([6]), Buffer.from('mia'), Buffer.from([0xb0, 0x06])]);

  assert.deepEqual(entryOf(value), { account: 'mia', sequence: 408 });
});

test('answers come in order, and no more are asked for at a time', async () => {
  let open = 0;
  let most = 0;
  const load = async (number) => {
    open += 1;
    most = Math.max(most, open);
    await new Promise((resolve) => { setImmediate(resolve); });
    open -= 1;
    return number;
  };
  const came = [];
  for await (const number of inOrder(load, 3, 12, 4)) {
    came.push(number);
  }

  assert.deepEqual(came, [3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  assert.equal(most, 4);
});
