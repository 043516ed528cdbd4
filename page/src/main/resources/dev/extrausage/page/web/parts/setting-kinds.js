import { money, nanos, typedUsd } from '../format/money.js';
import { locale, texts } from '../texts/texts.js';

const CENT = 10_000_000n;

/**
 * The settings of an account, by the name that the API has for each (`PUT A/settings/{name}`).
 * `fields` are the amounts that a person types; `of` reads the present value from a snapshot, in
 * the form of the API's body; `isOn` tells from it if the setting does anything.
 */
export const KINDS = {
  'auto-reload': {
    fields: ['threshold_usd', 'amount_usd', 'monthly_cap_usd'],
    of: ({ auto_reload: auto }) => ({ enabled: auto.enabled, threshold_usd: auto.threshold_usd,
      amount_usd: auto.amount_usd, monthly_cap_usd: auto.monthly_cap_usd }),
    isOn: (value) => value.enabled,
  },
  'spend-limit': {
    fields: ['monthly_limit_usd'],
    of: ({ extra_usage: extra }) => ({ monthly_limit_usd: extra.monthly_limit_usd }),
    isOn: (value) => value.monthly_limit_usd !== null,
  },
  'extra-usage': {
    fields: [],
    of: ({ extra_usage: extra }) => ({ on: extra.on }),
    isOn: (value) => value.on,
  },
  'low-balance': {
    fields: ['threshold_usd'],
    of: ({ low_balance_usd: threshold }) => ({ threshold_usd: threshold }),
    isOn: (value) => value.threshold_usd !== null,
  },
};

/** True if two values of one setting say the same. */
export function same(value, other) {
  return JSON.stringify(value) === JSON.stringify(other);
}

/** An amount as a person would type it: by the locale, without sign or groups. */
export function typed(usd) {
  return usd === null ? '' : new Intl.NumberFormat(locale(), { useGrouping: false,
    minimumFractionDigits: usd.includes('.') ? 2 : 0, maximumFractionDigits: 9 }).format(usd);
}

/** What an editor begins with: the present value, or what it suggests where there is none. */
export function draftOf(name, value, suggested) {
  const draft = { on: KINDS[name].isOn(value) };
  KINDS[name].fields.forEach((field) => {
    draft[field] = typed(value[field] ?? suggested[field] ?? null);
  });
  return draft;
}

/** The API's body of a draft that {@link wrongIn} finds nothing in. */
export function bodyOf(name, draft, value) {
  if (name === 'extra-usage') {
    return { on: draft.on };
  }
  const body = {};
  if (name === 'auto-reload') {
    if (!draft.on) {
      return { ...value, enabled: false }; // the amounts stay for when it is on again
    }
    body.enabled = true;
  }
  KINDS[name].fields.forEach((field) => {
    body[field] = draft.on && draft[field].trim() ? typedUsd(draft[field]) : null;
  });
  return body;
}

/**
 * What is wrong in a draft, in words: {field, text}; null if nothing is. The rules of auto-reload
 * in the order of SPEC P6; what only the ledger knows, its preview says.
 *
 * @param terms {min, max, cap} of the catalog, each null where it is not known
 */
export function wrongIn(name, draft, terms) {
  if (!draft.on) {
    return null;
  }
  const strange = KINDS[name].fields.find((field) => typedUsd(draft[field]) === null
    && !(field === 'monthly_cap_usd' && draft[field].trim() === ''));
  if (strange) {
    return { field: strange, text: texts.settings.notAnAmount(typed('12.5')) };
  }
  return name === 'auto-reload' ? wrongReload(bodyOf(name, draft, null), terms) : null;
}

function wrongReload({ threshold_usd: threshold, amount_usd: amount, monthly_cap_usd: own }, terms) {
  const { min, max } = terms;
  const cap = own ?? terms.cap;
  const size = nanos(amount);
  if (size % CENT !== 0n) {
    return { field: 'amount_usd', text: texts.settings.wholeCents };
  }
  if (min !== null && (size < nanos(min) || size > nanos(max))) {
    return { field: 'amount_usd', text: texts.settings.outside(money(min), money(max)) };
  }
  if (size < nanos(threshold)) {
    return { field: 'amount_usd', text: texts.settings.belowThreshold(money(threshold)) };
  }
  return cap !== null && size > nanos(cap)
    ? { field: 'monthly_cap_usd', text: texts.settings.overCap(money(amount)) } : null;
}

/** The field that a refusal of the ledger is about; null where it is about the whole. */
export function fieldOf(reason) {
  return { AMOUNT_OUT_OF_BOUNDS: 'amount_usd', AMOUNT_BELOW_THRESHOLD: 'amount_usd',
    AMOUNT_OVER_CAP: 'monthly_cap_usd', AMOUNT_OVER_MAX_BALANCE: 'amount_usd' }[reason] ?? null;
}
