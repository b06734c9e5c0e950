import type { AppFaultCode, FaultText } from './faults.en.ts'

const OURS = {
  what: 'Auf dieser Seite ging etwas schief',
  next: 'Bitte neu laden und noch einmal versuchen.',
}
const SIGN_IN = {
  what: 'Deine Anmeldung ist abgelaufen',
  next: 'Versuch es noch einmal, du bekommst eine neue.',
}
const GONE = { what: 'Die Nachricht gibt es nicht mehr', next: 'Jemand hat sie gelöscht.' }
const SMALLER = { what: 'Das ist zu groß', next: 'Kürze es und versuch es noch einmal.' }
const NO_CALL = { what: 'Der Anruf kam nicht zustande', next: 'Verlass den Raum und tritt neu bei.' }

export const faultsDe = {
  offline: { what: 'Der Server antwortet nicht', next: 'Prüfe dein Netz und versuch es noch einmal.' },
  timeout: { what: 'Der Server hat nicht rechtzeitig geantwortet', next: 'Versuch es gleich noch einmal.' },
  closed: { what: 'Die Verbindung wurde beendet', next: 'Lade die Seite neu, um zurückzukommen.' },
  left: { what: 'Du hast den Raum verlassen', next: 'Tritt wieder bei, um weiterzumachen.' },
  discarded: { what: 'Es wurde nicht gesendet', next: 'Du hast es zurückgezogen.' },
  queue_full: { what: 'Zu vieles wartet auf die Verbindung', next: 'Warte, bis du wieder verbunden bist.' },
  removed: {
    what: 'Du wurdest aus dem Raum genommen',
    next: 'Frag die Gastgeber, wenn das ein Versehen war.',
  },

  bad_frame: OURS,
  bad_payload: OURS,
  unknown_type: OURS,
  version_unsupported: { what: 'Diese Seite ist älter als der Server', next: 'Lade sie neu.' },
  not_found: { what: 'Hier ist nichts', next: 'Prüfe die Adresse.' },
  method_not_allowed: OURS,
  unsupported_media_type: OURS,
  too_large: SMALLER,

  unauthorized: SIGN_IN,
  token_invalid: SIGN_IN,
  token_expired: SIGN_IN,
  hello_expected: OURS,
  hello_timeout: { what: 'Die Verbindung ist zu langsam', next: 'Versuch es in einem besseren Netz.' },
  origin_refused: {
    what: 'Diese Seite darf sich nicht verbinden',
    next: 'Öffne den Raum unter der Adresse des Servers.',
  },
  guests_refused: { what: 'Dieser Server nimmt keine Gäste', next: 'Bitte die Betreiber um ein Konto.' },
  ticket_invalid: {
    what: 'Dieser Link ist verbraucht',
    next: 'Starte den Server neu, um einen neuen zu bekommen.',
  },
  forbidden: { what: 'Deine Rolle erlaubt das nicht', next: 'Frag die Gastgeber des Raums.' },

  room_not_found: { what: 'Diesen Raum gibt es nicht', next: 'Prüfe den Link oder öffne einen neuen Raum.' },
  room_exists: {
    what: 'Einen Raum mit diesem Namen gibt es schon',
    next: 'Tritt ihm bei oder nimm einen anderen Namen.',
  },
  room_full: { what: 'Der Raum ist voll', next: 'Versuch es wieder, wenn jemand gegangen ist.' },
  users_only: {
    what: 'Hier kommt nur herein, wer ein Konto hat',
    next: 'Bitte die Gastgeber, Gäste zuzulassen.',
  },
  not_joined: { what: 'Du bist nicht in diesem Raum', next: 'Tritt ihm zuerst bei.' },
  slug_blank: { what: 'Ein Raum braucht einen Namen', next: 'Geh zur Startseite und gib einen ein.' },
  slug_invalid: { what: 'So kann kein Raum heißen', next: 'Ein Name hat bis zu 128 Zeichen in einer Zeile.' },
  name_blank: { what: 'Dein Name fehlt', next: 'Sag den anderen, wie du heißt.' },
  name_invalid: { what: 'Dieser Name geht nicht', next: 'Nimm bis zu 100 Zeichen in einer Zeile.' },

  message_blank: { what: 'Die Nachricht ist leer', next: 'Schreib zuerst etwas.' },
  message_too_long: { what: 'Die Nachricht ist zu lang', next: 'Bleib unter 4000 Zeichen oder schick zwei.' },
  message_not_found: GONE,
  message_deleted: GONE,
  not_author: {
    what: 'Diese Nachricht ist von jemand anderem',
    next: 'Nur wer sie schrieb, darf sie ändern.',
  },
  too_many_reactions: {
    what: 'Hier sind schon 20 verschiedene Reaktionen',
    next: 'Schließ dich einer davon an.',
  },

  participant_not_found: {
    what: 'Diese Person ist nicht mehr im Raum',
    next: 'Sieh in der Liste der Leute nach.',
  },
  last_host: { what: 'Der Raum hätte keine Gastgeber mehr', next: 'Gib die Rolle zuerst jemand anderem.' },
  data_too_large: SMALLER,
  data_too_deep: OURS,
  key_reserved: OURS,

  call_full: { what: 'Der Anruf ist voll', next: 'Du kannst mitlesen und schreiben und später dazukommen.' },
  not_in_call: { what: 'Du bist nicht im Anruf', next: 'Tritt ihm zuerst bei.' },
  target_not_found: { what: 'Diese Person hat den Anruf verlassen', next: 'Sie kommt von selbst zurück.' },
  signal_too_large: NO_CALL,
  too_many_candidates: NO_CALL,

  idempotency_conflict: { what: 'Das wurde schon einmal gesendet', next: 'Sieh nach, ob es ankam.' },
  unrecoverable_position: { what: 'Du warst lange weg', next: 'Der Raum wird neu geladen.' },
  rate_limited: {
    what: 'Das war zu viel auf einmal',
    next: 'Warte einen Moment und versuch es noch einmal.',
  },
  busy: { what: 'Der Server hat sehr viel zu tun', next: 'Warte einen Moment und versuch es noch einmal.' },
  unavailable: {
    what: 'Der Server kann gerade nicht speichern',
    next: 'Nichts geht verloren. Versuch es gleich noch einmal.',
  },
  draining: { what: 'Der Server startet neu', next: 'Du kommst gleich von selbst zurück.' },
  slow_consumer: { what: 'Deine Verbindung ist zu langsam', next: 'Du kommst von selbst zurück.' },
  internal: { what: 'Auf dem Server ging etwas schief', next: 'Versuch es gleich noch einmal.' },
} as const satisfies Record<AppFaultCode, FaultText>
