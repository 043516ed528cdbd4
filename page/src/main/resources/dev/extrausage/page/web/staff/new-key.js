import { html, nothing } from '../lit.js';
import { moment } from '../format/time.js';
import { texts } from '../texts/texts.js';
import { announce } from '../ui/announce.js';
import { ActionForm } from './action-form.js';
import { input, select } from './fields.js';
import { StaffView } from './view.js';

const ROLES = ['customer', 'member', 'inference', 'support', 'finance', 'operator'];

/** A new key, which is shown once, with a button that copies it. */
class UsageNewKey extends ActionForm(StaffView) {
  static properties = { copied: { state: true } };

  get words() {
    return texts.keys.making;
  }

  get noteOptional() {
    return true;
  }

  get noteHint() {
    return this.words.noteHint;
  }

  initially() {
    this.copied = false;
    return { role: 'customer' };
  }

  get #hasAccount() {
    return ['customer', 'member'].includes(this.values.role);
  }

  fields() {
    const { words, values } = this;
    return html`<div class="pair">
      ${select(this, 'role', texts.keys.role, ROLES.map((role) => [role, texts.staff.roles[role]]),
        { first: true })}
      ${this.#hasAccount ? input(this, 'account_id', words.account) : nothing}
      ${values.role === 'member' ? input(this, 'member_id', words.member) : nothing}
      ${input(this, 'expires_at', words.expires, { type: 'date', optional: true,
        hint: words.expiresHint })}</div>`;
  }

  get #expiry() {
    return this.values.expires_at ? new Date(`${this.values.expires_at}T23:59:59.999`) : null;
  }

  check() {
    const errors = {};
    if (this.#hasAccount && !/^[!-~]{1,64}$/.test((this.values.account_id ?? '').trim())) {
      errors.account_id = this.words.accountWrong;
    }
    if (this.values.role === 'member' && !/^[!-~]{1,128}$/.test((this.values.member_id ?? '').trim())) {
      errors.member_id = this.words.memberWrong;
    }
    if (this.#expiry && !(this.#expiry > Date.now())) {
      errors.expires_at = texts.desk.goodwill.past;
    }
    return errors;
  }

  effects() {
    const { role, account_id: account = '' } = this.values;
    const expiry = this.#expiry;
    return [this.words.may[role](account.trim() || '…'),
      expiry && !Number.isNaN(+expiry) ? this.words.until(moment(expiry)) : this.words.forEver,
      this.words.once];
  }

  request() {
    const { role, account_id: account, member_id: member } = this.values;
    return { method: 'POST', path: '/v1/keys', body: { role,
      ...this.#hasAccount ? { account_id: account.trim() } : {},
      ...role === 'member' ? { member_id: member.trim() } : {},
      ...this.#expiry ? { expires_at: this.#expiry.toISOString() } : {},
      ...this.noteText ? { note: this.noteText } : {} } };
  }

  /** Without an idempotency key or a second try: an answer that is lost is a key that is revoked. */
  async write({ method, path, body }) {
    const answer = await this.api.fetch(method, path, { body });
    return { status: answer.status, body: await answer.json() };
  }

  #copy = async () => {
    try {
      await navigator.clipboard.writeText(this.answer.key);
      this.copied = true;
      announce(this.words.copied);
    } catch {
      this.renderRoot.getElementById('made').select();
    }
  };

  result() {
    return html`<p>${this.said}</p>
      <div class="field"><label for="made">${this.words.key}</label>
        <textarea id="made" class="key" rows="2" readonly spellcheck="false" .value=${this.answer.key}
          @focus=${(event) => event.target.select()}></textarea></div>
      <div class="row"><button type="button" @click=${this.#copy}>${this.copied ? this.words.copied
        : this.words.copy}</button><span class="small">${this.words.keep}</span></div>`;
  }

  render() {
    return this.form({ look: 'primary' });
  }
}
customElements.define('usage-new-key', UsageNewKey);
