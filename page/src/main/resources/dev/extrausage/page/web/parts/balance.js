import { css, html, nothing } from '../lit.js';
import { catalogOf } from '../client/catalog.js';
import { money, nanos, usdText } from '../format/money.js';
import { day, fromNow, moment } from '../format/time.js';
import { listed, texts } from '../texts/texts.js';
import { bar, barStyle } from './bar.js';
import { AccountPart } from './part.js';

/** The two pools: what is left of each, when it resets, and what draws on it. */
class ExtraUsageBalance extends AccountPart {
  static properties = {
    /** The names of the apps that are the product's own, of the catalog; null while not known. */
    ownApps: { state: true },
    /** The names of the apps that were used of late. */
    usedApps: { state: true },
  };

  static styles = [...AccountPart.styles, barStyle, css`
    .pools { display: grid; gap: var(--eu-5, 1.5rem); grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); }
    .pool { display: grid; gap: var(--eu-2, 0.5rem); align-content: start; }
    .figure { min-height: 1.8rem; }
  `];

  async firstShown() {
    this.ownApps = null;
    this.usedApps = [];
    const asked = this.live;
    const [catalog, usage] = await Promise.allSettled([catalogOf(asked.api),
      this.load('/usage?bucket=none&group_by=app')]);
    if (asked === this.live) { // what cannot be had is left out: the sentences do without the names
      this.ownApps = catalog.value?.first_party_apps ?? null;
      this.#used((usage.value?.buckets ?? []).map((bucket) => bucket.group.app));
    }
  }

  onEntry(entry) {
    if (entry.app) {
      this.#used([entry.app]);
    }
  }

  #used(apps) {
    this.usedApps = [...new Set([...this.usedApps ?? [], ...apps])].sort();
  }

  body(snapshot) {
    return html`<section class="card" aria-labelledby="title">
      <div class="head"><h2 id="title">${texts.balance.title}</h2>
        <span class="muted">${this.#plan(snapshot)}</span></div>
      <div class="pools">${this.#allowance(snapshot)}${this.#extraUsage(snapshot)}</div>
    </section>`;
  }

  #plan({ plan, seats, next_plan: next, closed, cycle_end: end }) {
    if (closed) {
      return html`<span class="tag bad">${texts.balance.closed}</span>`;
    }
    if (!plan) {
      return texts.balance.noPlan;
    }
    return html`${texts.balance.plan(plan, seats)}${next
      ? html` · ${texts.balance.nextPlan(texts.balance.plan(next.plan, next.seats), day(end))}` : nothing}`;
  }

  #allowance({ allowance, cycle_end: end, first_party: own, closed }) {
    const { whole_usd: whole, left_usd: left, used_usd: used } = allowance;
    return html`<div class="pool"><h3>${texts.balance.allowance}</h3>
      <p class="figure"><span class="big number" data-amount=${left}>${money(left)}</span>
        <span class="muted number">${texts.balance.leftOf(money(whole))}</span></p>
      ${bar(left, whole, 'allowance', texts.balance.allowanceBar(money(left), money(whole)))}
      <p class="small muted">${used === null ? texts.balance.lapsed
        : nanos(whole) === 0n ? texts.balance.noAllowance : texts.balance.used(money(used))}
        ${end && !closed ? html`<span title=${moment(end)}>${texts.balance.resets(day(end), fromNow(end))}</span>` : nothing}</p>
      <p class="small muted">${this.ownApps?.length ? texts.balance.ownAppsDraw(listed(this.ownApps))
        : texts.balance.allowanceDraws}${own.open ? '' : ` ${texts.balance.blocked}`}</p>
    </div>`;
  }

  #extraUsage({ extra_usage: extra }) {
    const { balance_usd: balance, on, spent_usd: spent, monthly_limit_usd: limit } = extra;
    return html`<div class="pool"><h3>${texts.balance.extraUsage}
        ${on ? nothing : html`<span class="tag warn">${texts.balance.off}</span>`}</h3>
      <p class="figure"><span class="big number" data-amount=${balance}>${money(balance)}</span>
        <span class="muted">${texts.balance.neverResets}</span></p>
      ${limit === null ? bar(balance, usdText(nanos(balance) + nanos(spent)), 'extra',
        texts.balance.extraBar(money(balance), money(spent)))
        : bar(spent, limit, nanos(spent) >= nanos(limit) ? 'warn' : 'extra',
          texts.balance.limitBar(money(spent), money(limit)))}
      <p class="small muted">${limit === null ? texts.balance.spent(money(spent))
        : texts.balance.spentOf(money(spent), money(limit))}</p>
      <p class="small muted">${this.#draws()}</p>
    </div>`;
  }

  /** "Cursor draws on extra usage only": the third-party apps that were really used. */
  #draws() {
    const names = this.ownApps === null ? []
      : this.usedApps.filter((app) => !this.ownApps.includes(app));
    return names.length ? texts.balance.drawsOnly(listed(names), names.length)
      : texts.balance.thirdPartyDraws;
  }
}
customElements.define('extra-usage-balance', ExtraUsageBalance);
