import { fault } from '@roomful/protocol'
import type { HTTPMethods } from 'fastify'
import type { Http } from './options.ts'
import { Refused } from './refused.ts'

const METHODS: readonly HTTPMethods[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** Counts the methods of the addresses registered after it.
 *  @returns to be called after the last: from then on other methods answer 405 and name those that there are */
export function countMethods(http: Http): () => void {
  const methodsOf = new Map<string, Set<HTTPMethods>>()
  http.addHook('onRoute', ({ url, method }) => {
    const methods = methodsOf.get(url) ?? new Set()
    for (const each of [method].flat()) methods.add(each)
    methodsOf.set(url, methods)
  })
  return () => {
    for (const [url, has] of [...methodsOf]) {
      const allow = [...has]
      http.route({
        url,
        method: METHODS.filter((method) => !has.has(method)),
        schema: { hide: true },
        // Before the body is read: its type does not matter.
        onRequest: async () => {
          throw new Refused(fault('method_not_allowed'), allow)
        },
        handler: async () => {},
      })
    }
  }
}
