/** How often a list that is in view is read again, in milliseconds. */
const EVERY = 10_000;
/** The most items of one answer (API.md section 1). */
const MOST = 200;

/** The forms that are open; no list moves under one. */
export const openForms = new Set();

/** A list of the API, page by page, kept fresh while it is in view; a controller of Lit's. */
export class Pages {
  /** What is shown; null before the first answer. */
  items = null;

  /** The last answer, for what it has beside the items. */
  answer = null;

  problem = null;

  loading = false;

  next = null;

  #path = null;

  #asked = 0;

  #timer = null;

  /** @param host the element; @param name the answer's field that holds the items */
  constructor(host, name) {
    this.host = host;
    this.name = name;
    host.addController(this);
  }

  hostConnected() {
    this.#timer = setInterval(() => this.#refresh(), EVERY);
  }

  hostDisconnected() {
    clearInterval(this.#timer);
  }

  /** Shows the list at that path, with the query of its filters. */
  show(path, query = {}) {
    const wanted = Object.entries(query).filter(([, value]) => value !== null && value !== '');
    const text = new URLSearchParams(wanted).toString();
    this.#path = `${path}?${text ? `${text}&` : ''}`;
    return this.again();
  }

  /** Reads it anew, as many items as are shown. */
  again() {
    const shown = Math.min(MOST, Math.max(50, this.items?.length ?? 0));
    return this.#read(`limit=${shown}`, () => []);
  }

  /** Reads the page after what is shown. */
  more() {
    return this.#read(`limit=50&cursor=${encodeURIComponent(this.next)}`, () => this.items);
  }

  #refresh() {
    const inView = document.visibilityState === 'visible' && openForms.size === 0;
    if (this.#path && inView && !this.loading && (this.items?.length ?? 0) <= MOST) {
      this.again();
    }
  }

  async #read(query, before) {
    this.#asked += 1;
    const asked = this.#asked;
    this.loading = true;
    this.host.requestUpdate();
    let answer = null;
    let problem = null;
    try {
      answer = await this.host.api.get(this.#path + query);
    } catch (failure) {
      problem = failure;
    }
    if (asked !== this.#asked) {
      return; // the filters have changed meanwhile
    }
    this.loading = false;
    this.problem = problem;
    if (answer) {
      this.items = [...before(), ...answer[this.name]];
      this.next = answer.next;
      this.answer = answer;
    }
    this.host.requestUpdate();
  }
}
