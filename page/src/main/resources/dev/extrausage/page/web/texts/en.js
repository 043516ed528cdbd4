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
