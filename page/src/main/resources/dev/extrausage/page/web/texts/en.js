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
  },

  balance: {
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
