import { css, html, nothing } from '../lit.js';
import { count } from '../format/money.js';
import { texts } from '../texts/texts.js';
import { AccountPart } from './part.js';

/** Proofs asked for at a time: fewer than a browser's connections, so that the page stays live. */
const AT_ONCE = 4;

/** Recomputes the chain of the account's entries in the browser, and says what was checked. */
class ExtraUsageVerify extends AccountPart {
  static properties = {
    many: { state: true },
    run: { state: true },
  };

  static styles = [...AccountPart.styles, css`
    progress { width: 100%; accent-color: var(--eu-accent, #0f766e); }
    .field { max-width: 14rem; }
    form { align-items: end; }
  `];

  firstShown() {
    this.many = 50;
    this.run = null;
  }

  body({ sequence }) {
    return html`<section class="card" aria-labelledby="title">
      <h2 id="title">${texts.verify.title}</h2>
      <p class="muted">${texts.verify.what}</p>
      ${globalThis.crypto?.subtle ? this.#form(sequence) : html`<p class="strip warn">${texts.verify.insecure}</p>`}
      <div role="status">${this.run ? this.#outcome(this.run) : nothing}</div>
    </section>`;
  }

  #form(sequence) {
    const running = this.run?.state === 'running';
    return html`<form class="row" @submit=${(event) => { event.preventDefault(); this.#verify(sequence); }}>
      <div class="field"><label for="many" class="small">${texts.verify.howMany}</label>
        <select id="many" ?disabled=${running} @change=${(event) => { this.many = Number(event.target.value); }}>
          ${[50, 500, 0].filter((many) => many < sequence).map((many) => html`<option value=${many} ?selected=${this.many === many}>${
            many ? texts.verify.last(count(many)) : texts.verify.all(count(sequence))}</option>`)}</select></div>
      ${running ? html`<button type="button" @click=${() => { this.run = { ...this.run, state: 'stopped' }; }}>${texts.states.cancel}</button>`
        : html`<button class="primary" type="submit">${texts.verify.start}</button>`}
    </form>`;
  }

  #outcome(run) {
    const { state, checked, first, last, total } = run;
    if (state === 'running') {
      return html`<progress max=${total} value=${checked} aria-label=${texts.verify.title}></progress>
        <p class="small muted">${texts.verify.progress(count(checked), count(total))}</p>`;
    }
    if (state === 'fault') {
      return html`<div class="strip bad"><div><p><strong>${texts.verify.fault(run.at, texts.verify.faults[run.fault])}</strong></p>
        <p>${checked ? texts.verify.heldBefore(first, last) : nothing} ${texts.verify.notAfter(run.at)}</p></div></div>`;
    }
    if (state === 'failed') {
      return html`<div class="strip bad"><div><p>${run.problem.status === 0 ? texts.states.offline : run.problem.message}</p>
        <p>${checked ? texts.verify.heldBefore(first, last) : nothing}</p></div></div>`;
    }
    if (checked === 0) {
      return html`<p>${texts.verify.none}</p>`;
    }
    return html`<div class="strip good"><div class="stack"><p><strong>${texts.verify.good(count(checked), first, last)}</strong></p>
      <p>${texts.verify.checked}</p>
      <p>${first === 1 ? texts.verify.fromTheStart : texts.verify.notBefore(first)}
        ${last < first + total - 1 ? texts.verify.stopped(last) : texts.verify.toTheEnd(last)}</p>
      <p class="small">${texts.verify.lastHash(last)} <code>${run.hash}</code></p>
      <p class="small">${texts.verify.notChecked}</p></div></div>`;
  }

  /** Goes from the oldest entry on, so that the first that does not hold is the first of all. */
  async #verify(newest) {
    const first = this.many ? Math.max(1, newest - this.many + 1) : 1;
    const id = Symbol('run');
    this.run = { id, state: 'running', checked: 0, total: newest - first + 1, first, last: null, hash: null };
    const load = (number) => this.load(`/entries/${number}/proof`);
    let before = null;
    try {
      const { faultOf, inOrder } = await import('../client/chain.js'); // no part of the first view
      for await (const proof of inOrder(load, first, newest, AT_ONCE)) {
        if (this.run?.id !== id || this.run.state !== 'running') {
          return;
        }
        // Its number is the one asked for, whatever the answer says.
        const at = first + this.run.checked;
        const fault = await faultOf({ ...proof, account_id: this.account, sequence: at }, before);
        if (fault) {
          this.run = { ...this.run, state: 'fault', at, fault };
          return;
        }
        before = proof;
        this.run = { ...this.run, checked: this.run.checked + 1, last: at, hash: proof.hash };
      }
      this.run = { ...this.run, state: 'done' };
    } catch (problem) {
      if (this.run?.id === id) {
        this.run = { ...this.run, state: 'failed', problem };
      }
    }
  }
}
customElements.define('extra-usage-verify', ExtraUsageVerify);
