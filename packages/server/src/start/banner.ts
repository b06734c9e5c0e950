import { isLoopback } from '../config/production.ts'
import type { Config } from '../config/variables.ts'
import { VERSION } from '../version.ts'

export interface BannerFacts {
  readonly config: Config
  readonly port: number
  readonly firstRun: boolean
  readonly adminTicket: string | undefined
}

const appUrlOf = ({ config, port }: BannerFacts) =>
  config.publicUrl ??
  `http://${isLoopback(config.host) || /^(0\.0\.0\.0|::)$/.test(config.host) ? 'localhost' : config.host}:${port}`

const callsOf = ({ stunUrls, turnUrls }: Config) => {
  const turn = turnUrls.length > 0 ? `TURN ${turnUrls.length}` : 'TURN none'
  const stun = stunUrls.length > 0 ? `STUN ${stunUrls.length}` : 'STUN none'
  const reach = turnUrls.length + stunUrls.length === 0 ? ' (calls within one network)' : ''
  return `${stun}, ${turn}${reach}`
}

const LABEL_CHARS = 12
const line = (label: string, text: string) => `  ${label.padEnd(LABEL_CHARS)} ${text}`

/** What a person reads after the start: everything the first time, the address later; the admin link until it was used. */
export function bannerOf(facts: BannerFacts): string {
  const { config, adminTicket, firstRun } = facts
  const url = appUrlOf(facts)
  const admin =
    adminTicket === undefined ? [] : [line('Admin link', `${url}/admin#${adminTicket}   works once`)]
  if (!firstRun) return ['', line(`Roomful ${VERSION}`.padEnd(LABEL_CHARS), url), ...admin, ''].join('\n')
  return [
    '',
    `  Roomful ${VERSION} is running`,
    '',
    line('App', url),
    line('A room', `${url}/r/garden   send this link to somebody`),
    ...admin,
    line('API', `${url}/docs`),
    '',
    line('Embedded', `database (SQLite), chat, presence, calls (mesh); ${callsOf(config)}`),
    line('Data', `${config.dataDir}   secrets were generated there, readable by you alone`),
    line('Stop', 'Ctrl-C'),
    '',
  ].join('\n')
}
