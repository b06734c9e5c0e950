import swagger from '@fastify/swagger'
import { Message, Participant, Principal, Problem, RoomSummary } from '@roomful/protocol'
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Config } from '../config/variables.ts'
import { VERSION } from '../version.ts'
import type { Http } from './options.ts'

/** Shapes that get a name in the document. */
const NAMED = { Message, Participant, Principal, Problem, RoomSummary }

function registryOfNamed() {
  const registry = z.registry<{ id?: string | undefined; [key: string]: unknown }>()
  for (const [id, schema] of Object.entries(NAMED)) registry.add(schema, { id })
  return registry
}

/** OpenAPI 3.1, generated from the validators that run. Must be registered before the routes. */
export async function openApi(http: Http, { publicUrl }: Pick<Config, 'publicUrl'>): Promise<void> {
  const schemaRegistry = registryOfNamed()
  const toDocument = createJsonSchemaTransformObject({ schemaRegistry })
  await http.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Roomful',
        version: VERSION,
        description:
          'Rooms over REST. Everything live goes over the WebSocket `/v1`, see `/asyncapi.json`. Refusals are RFC 9457 problems with a `code`.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      ...(publicUrl === undefined ? {} : { servers: [{ url: publicUrl }] }),
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
          guest: { type: 'apiKey', in: 'cookie', name: 'roomful_guest' },
        },
      },
      security: [{ bearer: [] }, { guest: [] }],
    },
    transform: createJsonSchemaTransform({ schemaRegistry }),
    transformObject: (document) => {
      const whole = toDocument(document)
      // Nothing is asked in a named shape, so their variants for input are not referred to.
      for (const name of Object.keys(NAMED)) {
        if ('components' in whole) delete whole.components?.schemas?.[`${name}Input`]
      }
      return whole
    },
  })
}
