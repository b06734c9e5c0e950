import type { FastifyReply, FastifyRequest } from 'fastify'
import Fastify from 'fastify'
import { asyncApi, serverAt } from './asyncapi.ts'
import type { Http } from './options.ts'

/** The reference runs its own script and styles; nothing of it comes from elsewhere. */
const REFERENCE_POLICY =
  "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'self'"

/** Loaded when the first one asks: it is 4 MB of script, and most servers are never asked. */
async function loadReference() {
  const { default: reference } = await import('@scalar/fastify-api-reference')
  const inner = Fastify()
  await inner.register(reference, {
    routePrefix: '/docs',
    configuration: {
      url: '/openapi.json',
      pageTitle: 'Roomful API',
      favicon: '/mark.svg',
      withDefaultFonts: false,
      telemetry: false,
      hideClientButton: true,
      agent: { disabled: true },
      mcp: { disabled: true },
      showDeveloperTools: 'never',
    },
  })
  const [page, script] = await Promise.all([inner.inject('/docs/'), inner.inject('/docs/js/scalar.js')])
  await inner.close()
  return { page: page.body, script: script.rawPayload }
}

const LLMS = `# Roomful

> A self-hosted server for rooms: who is there (presence), what is said (durable chat), who sees and hears whom (calls).

- Get a token: POST /api/auth/guest {"name": "Ada"} answers {"token", "expires_at", "principal"}. Or bring a JWT of your own login.
- REST: [OpenAPI 3.1](/openapi.json), readable at [/docs](/docs). Refusals are RFC 9457 problems with "code".
- WebSocket /v1, JSON text frames: [AsyncAPI 3.0](/asyncapi.json). First frame {"t":"hello","token"}, then
  {"t":"cmd","id":1,"room":"garden","type":"room.join","body":{}} and so on; every cmd is answered by {"t":"ack","id"}.
- An ack of a logged command comes after its durable commit. Give a command a "key" and repeat it safely.
- Come back with "resume": {"epoch","seq"} in room.join: missed events follow, or a reset and a snapshot.
- SDKs: @roomful/client (browser, Node, React Native), @roomful/react (hooks).
- Health: /healthz, /readyz, /metrics.
`

/** Machine-readable descriptions and the reference for people. */
export function documentRoutes(http: Http): void {
  let loaded: ReturnType<typeof loadReference> | undefined
  const reference = () => {
    loaded ??= loadReference()
    return loaded
  }
  const get = (url: string, handler: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>) =>
    http.route({ method: 'GET', url, schema: { hide: true }, handler })

  // Made once: whoever asks for them again and again shall not keep the server busy.
  let openApi: string | undefined
  let described: ReturnType<typeof asyncApi> | undefined
  get('/openapi.json', async (_request, reply) => {
    openApi ??= JSON.stringify(http.swagger())
    return reply.type('application/json; charset=utf-8').send(openApi)
  })
  get('/asyncapi.json', async ({ host, protocol }) => {
    described ??= asyncApi()
    return { ...described, servers: serverAt({ host, secure: protocol === 'https' }) }
  })
  get('/llms.txt', async (_request, reply) => reply.type('text/plain; charset=utf-8').send(LLMS))
  get('/docs', async (_request, reply) => reply.redirect('/docs/', 308))
  get('/docs/', async (_request, reply) =>
    reply
      .headers({ 'content-security-policy': REFERENCE_POLICY, 'cache-control': 'no-cache' })
      .type('text/html; charset=utf-8')
      .send((await reference()).page),
  )
  get('/docs/js/scalar.js', async (_request, reply) =>
    reply
      .headers({ 'cache-control': 'public, max-age=3600' })
      .type('text/javascript; charset=utf-8')
      .send((await reference()).script),
  )
}
