import { css, html, nothing } from '../lit.js';
import { faultOf } from '../client/chain.js';
import { count } from '../format/money.js';
import { texts } from '../texts/texts.js';
import { AccountPart } from './part.js';

/** Proofs asked for at a time: what a browser sends to one server without queueing. */
const AT_ONCE = 6;
const NONE_BEFORE = '0'.repeat(64);

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
          ${[50, 500, 0].map((many) => html`<option value=${many} ?selected=${this.many === many}>${
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
      return html`<div class="strip bad"><p>${texts.verify.fault(run.at, texts.verify.faults[run.fault])}</p></div>`;
    }
    if (state === 'failed') {
      return html`<div class="strip bad"><p>${run.problem.message}</p></div>`;
    }
    if (checked === 0) {
      return html`<p>${texts.verify.none}</p>`;
    }
    return html`<div class="strip good"><div><p><strong>${texts.verify.good(count(checked), first, last)}</strong></p>
      <p>${first === 1 ? texts.verify.fromTheStart : texts.verify.notBefore(first)}</p>
      <p class="small">${texts.verify.lastHash} <code>${run.hash}</code></p>
      <p class="small">${texts.verify.notChecked}</p></div></div>`;
  }

  /** Goes from the newest entry back, so that each is held to the one that names it. */
  async #verify(sequence) {
    const oldest = this.many ? Math.max(1, sequence - this.many + 1) : 1;
    const run = { state: 'running', checked: 0, total: sequence - oldest + 1, last: sequence, first: sequence, hash: null };
    this.run = run;
    let later = null;
    try {
      for (let end = sequence; end >= oldest && this.run.state === 'running'; end -= AT_ONCE) {
        const asked = Array.from({ length: Math.min(AT_ONCE, end - oldest + 1) }, (_, i) => end - i);
        const proofs = await Promise.all(asked.map((number) => this.load(`/entries/${number}/proof`)));
        for (const proof of proofs) {
          const fault = await faultOf(proof, later) ?? this.#startFault(proof);
          if (fault) {
            this.run = { ...this.run, state: 'fault', at: proof.sequence, fault };
            return;
          }
          later = proof;
          this.run = { ...this.run, checked: this.run.checked + 1, first: proof.sequence, hash: this.run.hash ?? proof.hash };
        }
      }
      this.run = { ...this.run, state: 'done' };
    } catch (problem) {
      this.run = { ...this.run, state: 'failed', problem };
    }
  }

  #startFault(proof) {
    return proof.sequence === 1 && proof.previous_hash !== NONE_BEFORE ? 'start' : null;
  }
}
customElements.define('extra-usage-verify', ExtraUsageVerify);
