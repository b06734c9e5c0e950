import { join } from 'node:path'
import { become, ROOT } from './steps.mjs'
import { build } from './targets.ts'

await build()
// After `npm start --`: options of the server.
become(process.execPath, [join(ROOT, 'packages/server/dist/main.js'), ...process.argv.slice(3)])
