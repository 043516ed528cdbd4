const AFTER_MILLIS = 350;

/**
 * Asks what a setting would have done in the last 30 days, a moment after its last change; an
 * answer to what has changed again meanwhile is dropped.
 */
export class SettingPreview {
  #timer = null;

  #abort = null;

  #answered;

  /** @param answered called with the API's answer, or with null and the problem */
  constructor(answered) {
    this.#answered = answered;
  }

  /** Asks soon, and only for this body. */
  ask(account, body) {
    this.stop();
    this.#timer = setTimeout(() => this.#ask(account, body), AFTER_MILLIS);
  }

  /** Drops what was asked. */
  stop() {
    clearTimeout(this.#timer);
    this.#abort?.abort();
  }

  async #ask({ api, path }, body) {
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    try {
      const answer = await (await api.fetch('POST', `${path}/settings/preview`, { body, signal })).json();
      this.#answered(answer, null);
    } catch (problem) {
      if (!signal.aborted) {
        this.#answered(null, problem);
      }
    }
  }
}
