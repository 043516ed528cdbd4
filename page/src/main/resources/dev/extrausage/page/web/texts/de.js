/** The page's texts in German, by the part that shows them. */
export default {
  app: {
    title: 'Nutzung',
    settings: 'Einstellungen',
    skip: 'Zum Inhalt springen',
    accounts: 'Konten',
    attention: 'Zu klären',
    trialBalance: 'Saldenliste',
    keys: 'Schlüssel',
    rejected: 'Abgewiesene Eingaben',
    actions: 'Wer hat was getan',
    catalog: 'Katalog',
    signOut: 'Abmelden',
    signedInAs: (name) => `Angemeldet als ${name}`,
    back: 'Zurück',
    backTo: (host) => `Zurück zu ${host}`,
    signInTitle: 'Melden Sie sich an, um diese Seite zu sehen',
    signInText: 'Ihre Sitzung ist abgelaufen, oder Sie haben sich noch nicht angemeldet.',
    signIn: 'Anmelden',
    signInHint: 'Öffnen Sie die Seite noch einmal aus dem Produkt, das Sie hierher geführt hat, oder mit dem Link, den „./ledger up“ ausgegeben hat.',
    notFoundTitle: 'Diese Seite gibt es nicht',
    notFoundText: 'Vielleicht ist die Adresse vertippt, oder was dort steht, gehört nicht zu Ihrem Konto.',
  },

  live: {
    live: 'Live',
    connecting: 'Verbindung wird aufgebaut…',
    age: (ago) => `Stand ${ago}: wird neu verbunden…`,
    stale: (ago) => `Stand ${ago}: das Hauptbuch holt auf`,
  },

  states: {
    loading: 'Wird geladen…',
    retry: 'Noch einmal versuchen',
    failed: 'Das ließ sich nicht laden.',
    offline: 'Der Server antwortet nicht. Was Sie sehen, kann veraltet sein; nichts von dem, was Sie getan haben, ist verloren.',
    requestId: (id) => `Anfrage ${id}`,
    saved: 'Gespeichert',
    saving: 'Wird gespeichert…',
    cancel: 'Abbrechen',
    save: 'Speichern',
    close: 'Schließen',
    more: 'Mehr anzeigen',
    showTable: 'Als Tabelle zeigen',
    none: 'Keine',
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
