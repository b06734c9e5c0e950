import { type DestinationStream, type Logger, pino } from 'pino'
import type { Config } from './config/variables.ts'

/** Query parameters and URL fragments that are credentials. */
const SECRET_PARAMETER = /([?&#](?:token|access_token|ticket|code|key|secret|password)=)[^&#\s"]*/gi
/** Anything in the form of a JWT, wherever it turns up. */
const JWT = /\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g

export const redactText = (text: string) =>
  text.replace(SECRET_PARAMETER, '$1[redacted]').replace(JWT, '[redacted]')

const PATHS = ['token', 'ticket', 'password', 'secret', 'authorization', 'cookie', 'credential']
const HEADERS = ['authorization', 'cookie', 'set-cookie', 'sec-websocket-protocol']

/** Writes whole lines; the last guard against a credential in a message or stack. */
const guarded = (to: DestinationStream): DestinationStream => ({
  write: (line) => to.write(redactText(line)),
})

async function destination(config: Pick<Config, 'mode'>): Promise<DestinationStream> {
  if (config.mode !== 'development') return process.stdout
  // Only there for development: an installation without it writes JSON.
  const pretty = await import('pino-pretty').catch(() => undefined)
  if (pretty === undefined) return process.stdout
  return pretty.PinoPretty({ ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss.l', sync: true })
}

/** The one logger. JSON lines; readable ones in development.
 *  @param to where lines go instead of stdout, for tests */
export async function createLog(
  config: Pick<Config, 'mode' | 'logLevel' | 'debug'>,
  to?: DestinationStream,
): Promise<Logger> {
  const level = config.debug ? 'debug' : config.logLevel
  return pino(
    {
      level,
      base: null,
      redact: {
        paths: [
          ...PATHS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
          ...HEADERS.flatMap((name) => [`headers["${name}"]`, `*.headers["${name}"]`]),
        ],
        censor: '[redacted]',
      },
    },
    guarded(to ?? (await destination(config))),
  )
}
