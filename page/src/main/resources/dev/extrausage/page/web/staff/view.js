import { LitElement, html, nothing } from '../lit.js';
import { Api } from '../client/api.js';
import { shared } from '../style/shared.js';
import { texts } from '../texts/texts.js';
import { catchFocus } from '../ui/focus.js';
import { staffStyles } from './styles.js';

/** The base of the staff's views, which show no one account. */
export class StaffView extends LitElement {
  static properties = { session: { attribute: false } };

  static styles = [shared, staffStyles];

  api = new Api();

  /** A failure to load, with what the API said and a way to try again. */
  failure(problem, again) {
    return html`<div class="strip bad" role="alert"><div>
        <p>${problem.status === 0 ? texts.states.offline : problem.message}</p>
        ${problem.requestId ? html`<p class="small">${texts.states.requestId(problem.requestId)}</p>`
          : nothing}</div>
      <button @click=${again}>${texts.states.retry}</button></div>`;
  }

  /** What stands in the place of what loads. */
  skeleton(lines = 5) {
    return html`<div class="stack" aria-busy="true"><span class="sr-only">${texts.states.loading}</span>
      ${Array.from({ length: lines }, () => html`<span class="skeleton"></span>`)}</div>`;
  }

  /** Reads a list again after something was done on it. */
  async reread(pages) {
    await pages.again();
    await this.#keepFocus();
  }

  async #more(pages) {
    if (!pages.loading) {
      await pages.more();
      await this.#keepFocus();
    }
  }

  /** Whoever had the focus may be gone with its line: then the list itself has it. */
  async #keepFocus() {
    await this.updateComplete;
    catchFocus(this.renderRoot.querySelector('section'));
  }

  /**
   * What a list shows: its skeleton, failure, emptiness or items, and a button for more of them.
   *
   * @param pages {@link Pages}; @param none what to say where there is nothing
   * @param shown the items' template, called with them
   */
  list(pages, none, shown) {
    const again = () => pages.again();
    if (!pages.items) {
      return pages.problem ? this.failure(pages.problem, again) : this.skeleton();
    }
    return html`${pages.problem ? this.failure(pages.problem, again) : nothing}
      ${pages.items.length === 0 ? html`<p class="empty">${none}</p>` : shown(pages.items)}
      ${pages.next ? html`<div><button @click=${() => this.#more(pages)} aria-disabled=${pages.loading ? 'true' : nothing}>${
        pages.loading ? texts.states.loading : texts.states.more}</button></div>` : nothing}`;
  }
}
