import { join } from 'node:path'
import { become, ROOT } from './steps.mjs'
import { build } from './targets.ts'

await build()
become(process.execPath, [join(ROOT, 'packages/server/dist/main.js')])
