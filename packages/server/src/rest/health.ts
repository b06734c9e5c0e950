import { z } from 'zod'
import type { Cluster, Storage } from '../ports/index.ts'
import type { Http, RestOptions } from './options.ts'

const TAG = ['operation']
const Check = z.enum(['ok', 'failing'])
export const ReadinessAnswer = z.object({
  ready: z.boolean(),
  draining: z.boolean(),
  checks: z.object({ storage: Check, cluster: Check }),
})
export type Readiness = z.infer<typeof ReadinessAnswer>

/** For a port to answer, milliseconds. */
const CHECK_MS = 2_000

/** Whether a port answers in time; never rejects. */
async function checked(ping: () => Promise<void>): Promise<z.infer<typeof Check>> {
  const { promise, resolve } = Promise.withResolvers<'failing'>()
  const timer = setTimeout(() => resolve('failing'), CHECK_MS)
  try {
    return await Promise.race([ping().then(() => 'ok' as const), promise])
  } catch {
    return 'failing'
  } finally {
    clearTimeout(timer)
  }
}

export async function readinessOf(
  storage: Pick<Storage, 'ping'>,
  cluster: Pick<Cluster, 'ping'>,
  draining: boolean,
): Promise<Readiness> {
  const [storageCheck, clusterCheck] = await Promise.all([
    checked(() => storage.ping()),
    checked(() => cluster.ping()),
  ])
  const ready = !draining && storageCheck === 'ok' && clusterCheck === 'ok'
  return { ready, draining, checks: { storage: storageCheck, cluster: clusterCheck } }
}

export function healthRoutes(http: Http, { readiness, metrics }: RestOptions): void {
  http.route({
    method: 'GET',
    url: '/healthz',
    schema: {
      tags: TAG,
      security: [],
      summary: 'The process lives',
      response: { 200: z.object({ status: z.literal('ok') }) },
    },
    handler: async (_request, reply) => {
      reply.header('cache-control', 'no-store')
      return { status: 'ok' as const }
    },
  })

  http.route({
    method: 'GET',
    url: '/readyz',
    schema: {
      tags: TAG,
      security: [],
      summary: 'New people can be sent here',
      response: { 200: ReadinessAnswer, 503: ReadinessAnswer },
    },
    handler: async (_request, reply) => {
      const answer = await readiness()
      return reply
        .code(answer.ready ? 200 : 503)
        .header('cache-control', 'no-store')
        .send(answer)
    },
  })

  http.route({
    method: 'GET',
    url: '/metrics',
    schema: { tags: TAG, security: [], summary: 'Figures for Prometheus', response: { 200: z.string() } },
    handler: async (_request, reply) =>
      reply
        .type(metrics.contentType)
        .serializer((text) => String(text))
        .send(await metrics.text()),
  })
}
