import { LitElement, html, nothing } from '../lit.js';
import { liveAccount } from '../client/account.js';
import { shared } from '../style/shared.js';
import { texts } from '../texts/texts.js';
import { bringTokens, home, isEmbedded } from './home.js';

/**
 * The base of every part that shows one account. Attributes: `account` (its id), and in a host
 * product's page `token` (of a portal session) and `server` (the API's origin, by default the
 * script's). When the token is good no more, the event `extra-usage-expired` asks for another.
 *
 * A part renders by {@link body} once there is a snapshot; loading and failure look the same
 * everywhere. Overriding parts may load more in {@link firstShown}, and again in {@link onEntry}.
 */
export class AccountPart extends LitElement {
  static properties = {
    account: { type: String },
    server: { type: String },
    token: { type: String },
    /** The role of the person who looks: 'customer', 'member', 'support', 'finance', 'operator'. */
    role: { type: String, attribute: 'viewer' },
  };

  static styles = [shared];

  /** The live account; null before the first rendering. */
  live = null;

  #onChange = () => {
    this.requestUpdate();
    if (this.token && this.#isExpired && this.#expired !== this.token) {
      this.#expired = this.token; // told once, not by every try
      this.dispatchEvent(new CustomEvent('extra-usage-expired', { bubbles: true, composed: true }));
    }
  };

  #expired = null;

  get #isExpired() {
    return this.live?.state === 'failed' && this.live.problem?.status === 401;
  }

  /** True while the stream of {@link live} runs for this part; a member may not follow one. */
  #following = false;

  #onEntry = (event) => this.onEntry(event.detail);

  #onNotice = (event) => this.onNotice(event.detail);

  connectedCallback() {
    super.connectedCallback();
    if (isEmbedded) {
      bringTokens();
    }
    this.#follow();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#leave();
  }

  willUpdate(changed) {
    if (changed.has('account') || changed.has('server') || changed.has('token')) {
      this.#follow();
    }
  }

  /** The latest snapshot, as `GET A` answers it; null while nothing is known. */
  get snapshot() {
    return this.live?.snapshot ?? null;
  }

  /** What the API has for this account's path; rejects with an ApiProblem. */
  load(path, options) {
    const { live } = this;
    return live.api.get(live.path + path, options).catch((problem) => {
      if (problem.status === 401 && this.token) {
        live.refresh(); // so that the parts say that the token has expired, and tell the host
      }
      throw problem;
    });
  }

  /** Called when another account is shown than before. */
  firstShown() { }

  /** Called with each new entry, as `GET A/entries` has it. */
  onEntry() { }

  /** Called with each new notice. */
  onNotice() { }

  render() {
    if (!this.account) {
      return nothing;
    }
    if (this.token && this.#isExpired) {
      return html`<div class="card"><p>${texts.states.expired}</p></div>`;
    }
    if (this.snapshot) {
      return this.body(this.snapshot);
    }
    return this.live?.state === 'failed' ? this.failure(this.live.problem,
      () => this.live.refresh()) : this.skeleton();
  }

  /** The part's content; overridden. */
  body() {
    return nothing;
  }

  /** What stands in its place while it loads: about its later size, so that nothing jumps. */
  skeleton(lines = 3) {
    return html`<div class="card" aria-busy="true"><span class="sr-only">${texts.states.loading}</span>
      ${Array.from({ length: lines }, () => html`<span class="skeleton"></span>`)}</div>`;
  }

  /** A failure to load, with what the API said and a way to try again. */
  failure(problem, again) {
    return html`<div class="card" role="alert"><div class="strip bad">
      <div><p>${problem?.status === 0 ? texts.states.offline
        : problem?.message ?? texts.states.failed}</p>
        ${problem?.requestId ? html`<p class="small">${texts.states.requestId(problem.requestId)}</p>`
          : nothing}</div>
      <button @click=${again}>${texts.states.retry}</button></div></div>`;
  }

  #follow() {
    // In a host's page nothing is asked before there is a token: it has no session of ours.
    const next = this.account && this.isConnected && (this.token || !isEmbedded)
      ? liveAccount(this.account, this.server || home, this.token || null) : null;
    if (next === this.live) {
      return;
    }
    this.#leave();
    this.live = next;
    if (next) {
      next.addEventListener('change', this.#onChange);
      next.addEventListener('entry', this.#onEntry);
      next.addEventListener('notice', this.#onNotice);
      this.#following = this.role !== 'member';
      if (this.#following) {
        next.use();
      }
      this.firstShown();
    }
  }

  #leave() {
    this.live?.removeEventListener('change', this.#onChange);
    this.live?.removeEventListener('entry', this.#onEntry);
    this.live?.removeEventListener('notice', this.#onNotice);
    if (this.#following) {
      this.live?.release();
    }
    this.#following = false;
    this.live = null;
  }
}
