import { html, nothing } from '../../lit.js';
import { nanos } from '../../format/money.js';
import { AccountPart } from '../../parts/part.js';
import { shared } from '../../style/shared.js';
import { ActionForm } from '../action-form.js';
import { staffStyles } from '../styles.js';

/** The base of what staff may do on one account: a line of the desk with its form. */
export class DeskForm extends ActionForm(AccountPart) {
  static properties = {
    /** The catalog, once the desk knows it. */
    catalog: { attribute: false },
  };

  static styles = [shared, staffStyles];

  /** Why it cannot be done now, in words; null if it can. */
  unavailable() {
    return null;
  }

  /** Where the account stands in this matter, in one line; overridden. */
  standing() {
    return nothing;
  }

  /** A grant of this account by its id. */
  grant(id) {
    return this.snapshot.extra_usage.grants.find(({ grant_id }) => grant_id === id);
  }

  /** The balance of extra usage, in nano-dollars. */
  get balance() {
    return nanos(this.snapshot.extra_usage.balance_usd);
  }

  /** Sends it to the account; the parts of the page then show what became of it. */
  write({ method, path, body }, key) {
    return this.live.write(method, path, body, { key });
  }

  skeleton() {
    return html`<span class="skeleton"></span>`;
  }

  failure() {
    return nothing;
  }

  body() {
    const hindrance = this.unavailable();
    return html`<div class="between desk-line"><div class="breaks" tabindex="-1"><h3>${this.words.heading}</h3>
        <p class="small muted">${hindrance ?? this.standing()}</p></div>
      ${this.form({ disabled: hindrance !== null })}</div>`;
  }
}
