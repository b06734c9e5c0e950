import type { Config } from '../config/variables.ts'
import type { Http } from '../rest/options.ts'
import { codeOf, StartRefusal } from './refusal.ts'

const adviceFor = (code: string | undefined, { port, host }: Pick<Config, 'port' | 'host'>) => {
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} is taken by another program; stop that one or set PORT to another (PORT=${port + 1} npm start)`
    case 'EACCES':
      return `port ${port} may not be opened by this user; set PORT to one above 1023`
    case 'EADDRNOTAVAIL':
      return `HOST ${host} is no address of this machine; set HOST=127.0.0.1 or HOST=0.0.0.0`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `HOST ${host} cannot be resolved; set HOST=127.0.0.1 or HOST=0.0.0.0`
    default:
      return undefined
  }
}

/** @returns the port. Rejects with StartRefusal when the address cannot be had. */
export async function listen(http: Http, config: Pick<Config, 'port' | 'host'>): Promise<number> {
  // Fastify would log a line per address.
  const { level } = http.log
  http.log.level = 'warn'
  try {
    await http.listen({ port: config.port, host: config.host })
  } catch (error) {
    const advice = adviceFor(codeOf(error), config)
    throw advice === undefined ? error : new StartRefusal([advice])
  } finally {
    http.log.level = level
  }
  const [address] = http.addresses()
  return typeof address === 'object' ? address.port : config.port
}
