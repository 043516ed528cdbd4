/**
 * Reads again when something changed, calmly: the first time at once, then at most once in a
 * while, one read at a time, and not while nobody looks at the page.
 */
export class Calm {
  #run;

  #millis;

  #timer = null;

  #last = -Infinity;

  #isRunning = false;

  #isAsked = false;

  /** @param run reads; may return a promise @param millis the least time between two beginnings */
  constructor(run, millis = 1000) {
    this.#run = run;
    this.#millis = millis;
  }

  /** Asks for a read; many askings before the next read are one. */
  ask() {
    this.#isAsked = true;
    if (this.#timer === null && !this.#isRunning) {
      const rest = Math.max(0, this.#last + this.#millis - Date.now());
      this.#timer = setTimeout(() => this.#begin(), rest);
    }
  }

  /** Forgets what was asked for. */
  stop() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#isAsked = false;
  }

  async #begin() {
    this.#timer = null;
    if (globalThis.document?.hidden) {
      document.addEventListener('visibilitychange', () => this.#isAsked && this.ask(),
        { once: true });
      return;
    }
    this.#isAsked = false;
    this.#isRunning = true;
    this.#last = Date.now();
    try {
      await this.#run();
    } finally {
      this.#isRunning = false;
      if (this.#isAsked) {
        this.ask();
      }
    }
  }
}
