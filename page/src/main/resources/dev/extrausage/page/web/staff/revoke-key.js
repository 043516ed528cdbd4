import { html } from '../lit.js';
import { named, texts } from '../texts/texts.js';
import { ActionForm } from './action-form.js';
import { StaffView } from './view.js';

/** The end of a key, at once and at every server. */
class UsageRevokeKey extends ActionForm(StaffView) {
  static properties = {
    key: { attribute: false },
    /** Set where it is the key of who looks. */
    own: { type: Boolean },
  };

  get words() {
    return texts.keys.revoke;
  }

  get danger() {
    return true;
  }

  get noteless() {
    return true;
  }

  fields() {
    const { id, role, account_id: account } = this.key;
    return html`<p><code>${id}</code> · ${named(texts.staff.roles, role)}${account ? ` · ${account}` : ''}</p>`;
  }

  effects() {
    return [this.words.atOnce, this.words.forEver, ...this.own ? [this.words.own] : []];
  }

  request() {
    return { method: 'DELETE', path: `/v1/keys/${encodeURIComponent(this.key.id)}` };
  }

  async write({ method, path }) {
    const answer = await this.api.fetch(method, path);
    return { status: answer.status, body: null };
  }

  render() {
    return this.form({ look: 'plain' });
  }
}
customElements.define('usage-revoke-key', UsageRevokeKey);
