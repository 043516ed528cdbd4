/**
 * Server-Sent Events over fetch, which unlike EventSource sends a bearer and tells a refusal from
 * a lost connection. Reconnects after the last event it saw, so that none is lost or seen twice.
 */
export class EventStream {
  #api;

  #path;

  #handlers;

  #lastId;

  #abort = null;

  #pause = 1000;

  /**
   * @param handlers {opened(), event(name, data), lost(), refused(problem)}
   * @param lastId the sequence to go on after
   */
  constructor(api, path, lastId, handlers) {
    this.#api = api;
    this.#path = path;
    this.#lastId = lastId;
    this.#handlers = handlers;
  }

  /** Opens it and keeps it open until {@link close}; a refusal (4xx but 429) ends it. */
  async run() {
    while (!this.#abort?.signal.aborted) {
      this.#abort = new AbortController();
      const { signal } = this.#abort;
      try {
        const answer = await this.#api.fetch('GET', this.#path, { signal,
          headers: { Accept: 'text/event-stream', 'Last-Event-ID': String(this.#lastId) } });
        this.#pause = 1000;
        this.#handlers.opened();
        await this.#read(answer.body.getReader());
      } catch (failure) {
        if (signal.aborted) {
          return;
        }
        if (failure.status >= 400 && failure.status < 500 && failure.status !== 429) {
          this.#handlers.refused(failure);
          return;
        }
      }
      if (signal.aborted) {
        return;
      }
      this.#handlers.lost();
      await new Promise((resolve) => { setTimeout(resolve, this.#pause); });
      this.#pause = Math.min(this.#pause * 2, 15_000);
    }
  }

  /** Ends it. */
  close() {
    this.#abort?.abort();
  }

  async #read(reader) {
    const decoder = new TextDecoder();
    let rest = '';
    for (;;) {
      const { value, done } = await reader.read();
      if (done) {
        return;
      }
      const blocks = (rest + decoder.decode(value, { stream: true })).split('\n\n');
      rest = blocks.pop();
      blocks.forEach((block) => this.#take(block));
    }
  }

  #take(block) {
    const fields = {};
    for (const line of block.split('\n')) {
      const colon = line.indexOf(': ');
      if (colon > 0) {
        fields[line.slice(0, colon)] = line.slice(colon + 2);
      }
    }
    if (fields.data !== undefined) {
      this.#handlers.event(fields.event ?? 'message', JSON.parse(fields.data));
      this.#lastId = fields.id ?? this.#lastId;
    }
  }
}
