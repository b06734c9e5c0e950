import { Problem } from '@roomful/protocol'

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: Problem } },
})

/** Documents how any route may refuse. */
export const REFUSALS = {
  '4xx': problem('Refused; `code` says why'),
  '5xx': problem('Not now; `retry_after_ms` says when again'),
}
