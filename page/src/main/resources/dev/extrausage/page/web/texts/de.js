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
    offer: (amount) => `Wir haben Ihnen zum Einstieg ein Guthaben von ${amount} bereitgelegt.`,
    claim: (amount) => `${amount} annehmen`,
    claimed: (amount) => `${amount} sind jetzt in Ihrer Zusatznutzung.`,
    notClaimed: 'Noch nicht angenommen',
    blockedTitle: {
      all: 'Anfragen sind gesperrt',
      first: 'Eigene Apps sind gesperrt',
      third: 'Apps von Drittanbietern sind gesperrt',
    },
    ownStillOpen: 'Eigene Apps laufen weiter: Sie nutzen zuerst Ihren Tarif.',
    addCredits: 'Guthaben kaufen',
    turnOn: 'Zusatznutzung einschalten',
    raiseLimit: 'Limit erhöhen',
    reloadTitle: 'Das automatische Aufladen hat angehalten',
    suspended: 'Ihre Karte wurde zu oft abgelehnt. Kaufen Sie Guthaben mit einer gültigen Karte, oder speichern Sie das automatische Aufladen neu, dann geht es weiter.',
    backingOff: (when) => `Ihre Karte wurde abgelehnt. Der nächste Versuch: ${when ?? 'demnächst'}.`,
    toSettings: 'Zum automatischen Aufladen',
  },

  balance: {
    title: 'Was noch da ist',
    plan: (plan, seats) => `Tarif ${plan}${seats > 1 ? `, ${seats} Plätze` : ''}`,
    nextPlan: (plan, when) => `${plan} ab ${when}`,
    noPlan: 'Kein Tarif',
    closed: 'Geschlossen',
    allowance: 'Im Tarif enthalten',
    leftOf: (whole) => `übrig von ${whole}`,
    used: (used) => `${used} in diesem Zyklus verbraucht.`,
    noAllowance: 'In Ihrem Tarif ist nichts enthalten.',
    resets: (when, away) => `Beginnt neu am ${when} (${away}).`,
    allowanceDraws: 'Eigene Apps nutzen es zuerst.',
    blocked: 'Sie sind zurzeit gesperrt.',
    allowanceBar: (left, whole) => `${left} von ${whole} aus dem Tarif sind übrig`,
    extraUsage: 'Zusatznutzung',
    off: 'Aus',
    neverResets: 'im Voraus bezahlt, verfällt nicht mit dem Zyklus',
    spent: (spent) => `${spent} in diesem Zyklus ausgegeben, ohne Limit.`,
    spentOf: (spent, limit) => `${spent} vom Limit dieses Zyklus (${limit}) ausgegeben.`,
    extraBar: (left, spent) => `${left} Zusatznutzung sind übrig, ${spent} wurden in diesem Zyklus ausgegeben`,
    limitBar: (spent, limit) => `${spent} vom Monatslimit ${limit} sind ausgegeben`,
    drawsOnly: (apps) => `${apps}: nur aus Zusatznutzung. Eigene Apps kommen hierher, wenn der Tarif verbraucht ist.`,
    thirdPartyDraws: 'Apps von Drittanbietern nutzen nur sie; eigene Apps erst, wenn der Tarif verbraucht ist.',
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
