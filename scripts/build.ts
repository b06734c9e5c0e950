import { build } from './targets.ts'

await build()
