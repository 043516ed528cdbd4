/** The page's texts in English, by the part that shows them. */
export default {
  app: {
    title: 'Usage',
    settings: 'Settings',
    skip: 'Skip to the content',
    accounts: 'Accounts',
    attention: 'Attention',
    trialBalance: 'Trial balance',
    keys: 'Keys',
    rejected: 'Rejected inputs',
    actions: 'Who did what',
    catalog: 'Catalog',
    signOut: 'Sign out',
    signedInAs: (name) => `Signed in as ${name}`,
    back: 'Back',
    backTo: (host) => `Back to ${host}`,
    signInTitle: 'Sign in to see this page',
    signInText: 'Your session has ended, or you have not signed in yet.',
    signIn: 'Sign in',
    signInHint: 'Open the page again from the product that led you here, or with the link that “./ledger up” printed.',
    notFoundTitle: 'There is no such page',
    notFoundText: 'The address may be mistyped, or what it leads to is not yours.',
  },

  live: {
    live: 'Live',
    connecting: 'Connecting…',
    age: (ago) => `As of ${ago}: reconnecting…`,
    stale: (ago) => `As of ${ago}: the ledger is catching up`,
  },

  states: {
    loading: 'Loading…',
    retry: 'Try again',
    failed: 'This could not be loaded.',
    offline: 'The server does not answer. What you see may be old; nothing you did is lost.',
    requestId: (id) => `Request ${id}`,
    saved: 'Saved',
    saving: 'Saving…',
    cancel: 'Cancel',
    save: 'Save',
    close: 'Close',
    more: 'Show more',
    showTable: 'Show as a table',
    none: 'None',
  },

  banner: {
    offer: (amount) => `We've added a ${amount} credit to get you started.`,
    claim: (amount) => `Claim ${amount}`,
    claimed: (amount) => `${amount} is now in your extra usage.`,
    notClaimed: 'Not claimed yet',
    blockedTitle: {
      all: 'Requests are blocked',
      first: 'First-party apps are blocked',
      third: 'Third-party apps are blocked',
    },
    ownStillOpen: 'First-party apps go on: they draw on your plan first.',
    addCredits: 'Add credits',
    turnOn: 'Turn extra usage on',
    raiseLimit: 'Raise the limit',
    reloadTitle: 'Auto-reload has stopped',
    suspended: 'Your card was declined too often. Add credits with a card that works, or save auto-reload again, and it goes on.',
    backingOff: (when) => `Your card was declined. The next try is ${when ?? 'soon'}.`,
    toSettings: 'See auto-reload',
  },

  balance: {
    title: 'What is left',
    plan: (plan, seats) => `Plan ${plan}${seats > 1 ? `, ${seats} seats` : ''}`,
    nextPlan: (plan, when) => `${plan} from ${when}`,
    noPlan: 'No plan',
    closed: 'Closed',
    allowance: 'Plan allowance',
    leftOf: (whole) => `left of ${whole}`,
    used: (used) => `${used} used this cycle.`,
    noAllowance: 'Your plan includes no allowance.',
    resets: (when, away) => `Resets on ${when} (${away}).`,
    allowanceDraws: 'First-party apps draw on it first.',
    blocked: 'They are blocked now.',
    allowanceBar: (left, whole) => `${left} of ${whole} of the plan allowance is left`,
    extraUsage: 'Extra usage',
    off: 'Off',
    neverResets: 'prepaid, never resets',
    spent: (spent) => `${spent} spent this cycle, without a limit.`,
    spentOf: (spent, limit) => `${spent} of this cycle's limit of ${limit} spent.`,
    extraBar: (left, spent) => `${left} of extra usage is left, ${spent} was spent this cycle`,
    limitBar: (spent, limit) => `${spent} of the monthly limit of ${limit} is spent`,
    drawsOnly: (apps) => `${apps}: on extra usage only. First-party apps come here when the allowance is used up.`,
    thirdPartyDraws: 'Third-party apps draw on it only; first-party apps when the allowance is used up.',
  },

  topUp: {
    title: 'Add credits',
    amount: 'Amount',
    other: 'Other',
    otherAmount: 'Another amount in US dollars',
    bounds: (min, max) => `From ${min} to ${max}, in whole cents.`,
    notAnAmount: 'Write an amount such as 12.50.',
    wholeCents: 'A card is charged in whole cents.',
    outside: (min, max) => `The amount must be from ${min} to ${max}.`,
    how: 'Credit is charged to the card on file at once. It never resets and pays for what your plan does not.',
    after: (amount, balance) => `Your card is charged ${amount} now. Your extra usage will be ${balance}.`,
    choose: 'Choose an amount',
    charge: (amount) => `Charge ${amount} to the card`,
    charging: (amount) => `Charging ${amount}…`,
    pending: 'The card processor has not answered yet. You can leave this page: the credit comes as soon as it does, and you are not charged twice.',
    credited: (amount) => `${amount} was charged and added to your extra usage.`,
    declined: (why) => `Nothing was charged: ${why}.`,
    unknown: 'There was no answer. Try again: the same payment is asked after, so you are not charged twice.',
    recent: 'Last payments',
    when: 'When',
    by: 'By',
    result: 'Result',
    kinds: { MANUAL: 'You', AUTO_RELOAD: 'Auto-reload' },
    statuses: { credited: 'Credited', declined: 'Declined', pending: 'Under way', refused: 'Paid back' },
    declines: {
      card_declined: 'the card was declined',
      insufficient_funds: 'the card has too little money',
      expired_card: 'the card has expired',
      amount_out_of_bounds: 'the amount is outside what may be bought',
      amount_not_whole_cents: 'the amount is not in whole cents',
      max_balance_exceeded: 'the balance would be over the most that your plan allows',
      account_unknown: 'no plan was ever started for this account',
      account_closed: 'the account is closed',
      no_extra_usage: 'your plan has no extra usage',
    },
  },

  settings: {
  },

  spending: {
  },

  forecast: {
  },

  history: {
  },

  why: {
  },

  grants: {
  },

  statements: {
  },

  verify: {
  },

  accounts: {
  },

  desk: {
  },

  attention: {
  },

  trialBalance: {
  },

  keys: {
  },

  rejected: {
  },

  actions: {
  },
};
