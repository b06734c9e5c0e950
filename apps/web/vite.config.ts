import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig, type Plugin } from 'vite'

/** What the server answers, in development as well. */
const SERVER_PATHS = ['/api', '/files', '/docs', '/healthz', '/readyz', '/metrics', '/openapi.json']
const SERVER = `http://127.0.0.1:${process.env.PORT ?? 3000}`

const COMPRESSIBLE = /\.(?:js|css|html|svg)$/
/** Smaller files fit into one packet anyway. */
const WORTHWHILE_BYTES = 1_000

/** Leaves .br and .gz beside each file: the server sends them as they are and compresses nothing itself. */
const compress = (): Plugin => ({
  name: 'compress',
  apply: 'build',
  writeBundle({ dir = '' }) {
    for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
      if (!COMPRESSIBLE.test(name)) continue
      const file = join(dir, name)
      const plain = readFileSync(file)
      if (plain.length < WORTHWHILE_BYTES) continue
      writeFileSync(`${file}.gz`, gzipSync(plain, { level: 9 }))
      writeFileSync(
        `${file}.br`,
        brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
      )
    }
  },
})

/** What every page needs, in one file: left alone, each module that two pages share becomes a file of its own. */
const BASE =
  /\/node_modules\/(?:react|react-dom|scheduler|wouter|regexparam|use-sync-external-store)\/|\/apps\/web\/src\/(?:(?:failure|people|settings)\/|(?:store|now|server|home\/address)\.ts|text\/(?:format|language)\.ts|ui\/(?:brand|button|class-names|hints|page-title|spinner|waiting|icons)\.)|\/lucide-react\/dist\/esm\/(?!icons\/)|\/protocol\/src\/limits/

export default defineConfig({
  plugins: [react(), tailwindcss(), compress()],
  resolve: { conditions: ['roomful-source', ...defaultClientConditions] },
  build: { rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'base', test: BASE }] } } } },
  server: {
    port: 5173,
    proxy: {
      ...Object.fromEntries(SERVER_PATHS.map((path) => [path, SERVER])),
      '/v1': { target: SERVER, ws: true },
    },
  },
})
