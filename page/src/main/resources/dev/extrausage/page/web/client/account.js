import { Api } from './api.js';
import { EventStream } from './stream.js';

const shared = new Map();
/** Sessions of people end; parts that were shown a moment ago are often shown again. */
const KEPT_MILLIS = 5000;

/**
 * One account as the page knows it: its latest snapshot, kept live by one stream whatever the
 * number of parts that show it. Events: `change` (snapshot or state), `entry` and `notice` (with
 * the data in `detail`).
 *
 * state: 'loading' (nothing known yet), 'live', 'lost' (reconnecting; the snapshot has an age) or
 * 'failed' (refused; `problem` says why).
 */
export class LiveAccount extends EventTarget {
  snapshot = null;

  state = 'loading';

  problem = null;

  /** When the snapshot was known to be the latest, in milliseconds since 1970. */
  seenAt = null;

  #stream = null;

  #uses = 0;

  #retry = null;

  constructor(api, accountId) {
    super();
    this.api = api;
    this.accountId = accountId;
    this.path = `/v1/accounts/${encodeURIComponent(accountId)}`;
  }

  /** Begins to use it; the first use opens the stream. */
  use() {
    this.#uses += 1;
    if (this.#uses === 1 && !this.#stream && this.state !== 'failed') {
      this.refresh();
    }
    return this;
  }

  /** Ends a use; a while after the last one the stream is closed. */
  release() {
    this.#uses -= 1;
    setTimeout(() => {
      if (this.#uses === 0) {
        this.#stream?.close();
        this.#stream = null;
        clearTimeout(this.#retry);
        shared.forEach((account, key) => account === this && shared.delete(key));
      }
    }, KEPT_MILLIS);
  }

  /** Reads the snapshot now, and opens the stream where there is none. */
  async refresh() {
    clearTimeout(this.#retry);
    try {
      this.#took(await this.api.get(this.path));
      this.state = this.#stream ? this.state : 'lost';
      this.#open();
    } catch (problem) {
      this.problem = problem;
      const mayPass = problem.status === 0 || problem.status === 503 || problem.status === 429;
      this.state = mayPass && this.snapshot ? 'lost' : 'failed';
      this.#changed();
      if (mayPass) {
        this.#retry = setTimeout(() => this.refresh(), 3000);
      }
    }
  }

  /** Sets a setting or the like; the parts see the new snapshot when this resolves. */
  async write(method, path, body, options) {
    const answer = await this.api.write(method, this.path + path, body, options);
    await this.refresh();
    return answer;
  }

  #open() {
    if (this.#stream) {
      return;
    }
    this.#stream = new EventStream(this.api, `${this.path}/stream`, this.snapshot.sequence, {
      opened: () => this.#is('live'),
      lost: () => this.#is('lost'),
      refused: (problem) => {
        this.problem = problem;
        this.#stream = null;
        this.#is('failed');
      },
      event: (name, data) => {
        if (name === 'account') {
          this.#took(data);
        } else {
          this.seenAt = Date.now();
          this.dispatchEvent(new CustomEvent(name, { detail: data }));
        }
      },
    });
    this.#stream.run();
  }

  #took(snapshot) {
    // An answer that was under way while the stream went on must not turn the figures back.
    if (!this.snapshot || snapshot.sequence >= this.snapshot.sequence) {
      this.snapshot = snapshot;
      this.problem = null;
    }
    this.seenAt = Date.now();
    this.#changed();
  }

  #is(state) {
    this.state = state;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

/** The account of that id at that server, shared by all parts that show it. */
export function liveAccount(accountId, server = '', token = null) {
  const key = JSON.stringify([server, token, accountId]);
  if (!shared.has(key)) {
    shared.set(key, new LiveAccount(new Api(server, token), accountId));
  }
  return shared.get(key);
}
