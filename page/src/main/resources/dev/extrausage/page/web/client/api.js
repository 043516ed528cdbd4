/** A problem that the API answered with (RFC 9457), or the lack of an answer (status 0). */
export class ApiProblem extends Error {
  constructor(status, problem, requestId) {
    super(problem.detail ?? problem.title ?? 'no answer');
    this.status = status;
    this.code = (problem.type ?? '').replace('/problems/', '') || 'offline';
    this.problem = problem;
    this.requestId = requestId;
  }
}

/**
 * The public API as the page uses it: with the cookie of the page's own session, or with the token
 * of a portal session where an element is part of another product's page.
 */
export class Api {
  /** @param server the origin of the API, '' for the page's own; @param token a bearer or null */
  constructor(server = '', token = null) {
    this.server = server.replace(/\/$/, '');
    this.token = token;
  }

  /** GET; resolves to the JSON of the answer. */
  async get(path, { signal } = {}) {
    return (await this.fetch('GET', path, { signal })).json();
  }

  /** A GET whose answer is not JSON: a Response. */
  text(path, accept) {
    return this.fetch('GET', path, { headers: { Accept: accept } });
  }

  /**
   * A write under an idempotency key: sent again with the same key while no answer comes, so that
   * it counts once. Resolves to {status, body}; 202 means that it is not decided yet.
   *
   * @param key from {@link newKey}; the same for each attempt of one unchanged intention
   */
  async write(method, path, body, { key = newKey(), ifMatch = null } = {}) {
    const headers = { 'Idempotency-Key': key, Prefer: 'wait=10' };
    if (ifMatch !== null) {
      headers['If-Match'] = `"${ifMatch}"`;
    }
    for (let attempt = 1; ; attempt += 1) {
      try {
        const answer = await this.fetch(method, path, { headers, body });
        return { status: answer.status, body: answer.status === 204 ? null : await answer.json() };
      } catch (problem) {
        const mayPass = problem.status === 0 || problem.status === 503;
        if (!mayPass || attempt === 4) {
          throw problem;
        }
        await new Promise((resolve) => { setTimeout(resolve, 500 * 2 ** attempt); });
      }
    }
  }

  /**
   * A request; rejects with an {@link ApiProblem} unless the answer is 2xx. Where the page's own
   * session has ended, the window hears of it (`usage-signed-out`).
   */
  async fetch(method, path, { headers = {}, body, signal } = {}) {
    const all = { Accept: 'application/json', ...headers };
    if (this.token) {
      all.Authorization = `Bearer ${this.token}`;
    }
    if (body !== undefined) {
      all['Content-Type'] = 'application/json';
    }
    let answer;
    try {
      answer = await fetch(this.server + path, { method, headers: all, signal,
        body: body === undefined ? undefined : JSON.stringify(body),
        credentials: this.token ? 'omit' : 'same-origin', redirect: 'error' });
    } catch (failure) {
      if (failure.name === 'AbortError') {
        throw failure;
      }
      throw new ApiProblem(0, {}, null);
    }
    if (answer.status === 401 && !this.token) {
      dispatchEvent(new Event('usage-signed-out'));
    }
    if (!answer.ok) {
      const problem = await answer.json().catch(() => ({}));
      throw new ApiProblem(answer.status, problem, answer.headers.get('X-Request-Id'));
    }
    return answer;
  }
}

/** What an import brings; where the server does not answer, it fails as a request does. */
export function later(imported) {
  return imported.catch(() => {
    throw new ApiProblem(0, {}, null);
  });
}

/** A new idempotency key: a UUID of version 7 (RFC 9562), the event_id of what is written. */
export function newKey(now = Date.now()) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let i = 0; i < 6; i += 1) {
    bytes[i] = Math.floor(now / 256 ** (5 - i)) % 256;
  }
  bytes[6] = 0x70 | bytes[6] & 0x0f;
  bytes[8] = 0x80 | bytes[8] & 0x3f;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)]
    .join('-');
}

/**
 * The key of one intention: the same as long as what is asked for is the same and was not
 * answered, so that a second click, or a try again after a lost answer, cannot pay twice.
 */
export class Intention {
  #content = null;

  #key = null;

  /** The key to send this content with. */
  keyFor(content) {
    const text = JSON.stringify(content);
    if (text !== this.#content) {
      this.#content = text;
      this.#key = newKey();
    }
    return this.#key;
  }

  /** Forgets the key: the intention was answered, whatever the answer was. */
  answered() {
    this.#content = null;
  }
}
