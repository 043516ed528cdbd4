import { html, css, nothing } from '../lit.js';
import { count } from '../format/money.js';
import { exactMoment, fromNow } from '../format/time.js';
import { texts } from '../texts/texts.js';
import { Pages } from './pages.js';
import { StaffView } from './view.js';
import './resubmit.js';

/** The text of a record, and its bytes in hexadecimal where it is no text. */
export function recordText(base64) {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!/[\u0000-\u0008\u000e-\u001f\u007f]/.test(text)) {
      return text;
    }
  } catch {
    // No UTF-8: shown as bytes below.
  }
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

/** What the ledger could not read, each with its reason and the raw record; and what to send again. */
class UsageRejected extends StaffView {
  static properties = { topic: { state: true } };

  static styles = [StaffView.styles, css`
    pre { margin: var(--eu-2) 0 0; padding: var(--eu-3); max-height: 16rem; overflow: auto;
      background: var(--eu-sunken); border-radius: var(--eu-radius-s); white-space: pre-wrap;
      overflow-wrap: anywhere; font: 0.8125rem/1.5 var(--eu-mono); }
    summary { cursor: pointer; }
    .cards { display: grid; gap: var(--eu-5); grid-template-columns: minmax(0, 1fr); }
    .field { max-width: 18rem; }
  `];

  pages = new Pages(this, 'rejected_events');

  connectedCallback() {
    super.connectedCallback();
    this.#choose('');
  }

  #choose(topic) {
    this.topic = topic;
    this.pages.items = null;
    this.pages.show('/v1/rejected-events', { topic });
  }

  render() {
    const { rejected: words } = texts;
    return html`<div class="cards">
      <section class="card" aria-labelledby="unreadable" tabindex="-1"><div><h2 id="unreadable">${words.title}</h2>
          <p class="muted">${words.intro}</p></div>
        <div class="field"><label for="topic">${words.topic}</label>
          <select id="topic" @change=${(event) => this.#choose(event.target.value)}>
            <option value="">${words.anyTopic}</option>
            ${['usage-events', 'account-events', 'credit-events'].map((topic) => html`
              <option .selected=${topic === this.topic}>${topic}</option>`)}</select></div>
        ${this.list(this.pages, words.none, (records) => html`<ul class="lines">
          ${records.map((record) => this.#record(record))}</ul>`)}</section>
      <section class="card" aria-labelledby="again"><div><h2 id="again">${words.again}</h2>
        <p class="muted">${words.againIntro}</p></div>
        <div><usage-resubmit></usage-resubmit></div></section></div>`;
  }

  #record({ rejected_at: at, reason, key, source, length, sha256, value }) {
    const { rejected: words } = texts;
    return html`<li><div class="between"><h3 lang="en">${reason}</h3>
        <time class="small muted" datetime=${at} title=${exactMoment(at)}>${fromNow(at)}</time></div>
      <p class="small muted">${words.place(source.topic, source.partition, source.offset)}${key
        ? html` · ${words.key} <code>${key}</code>` : nothing}</p>
      <details><summary class="small">${words.raw(count(length))}</summary>
        ${value === null ? html`<p class="small">${words.noValue}</p>`
          : html`<pre tabindex="0" aria-label=${words.rawLabel}>${recordText(value)}</pre>`}
        <p class="small muted">SHA-256 <code>${sha256}</code></p></details></li>`;
  }
}
customElements.define('usage-rejected', UsageRejected);
