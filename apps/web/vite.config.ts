import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'

/** What the server answers, in development as well. */
const SERVER_PATHS = [
  '/api',
  '/docs',
  '/openapi.json',
  '/asyncapi.json',
  '/llms.txt',
  '/healthz',
  '/readyz',
  '/metrics',
]
const SERVER = `http://127.0.0.1:${process.env.PORT ?? 3000}`

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: { conditions: ['roomful-source', ...defaultClientConditions] },
  server: {
    port: 5173,
    strictPort: true,
    proxy: {
      ...Object.fromEntries(SERVER_PATHS.map((path) => [path, SERVER])),
      '/v1': { target: SERVER, ws: true },
    },
  },
})
