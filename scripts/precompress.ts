import { globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** Below this size the header costs more than compressing saves. */
const WORTH_BYTES = 1_024

/** Writes `.br` and `.gz` beside every text file of a built page, so that the server sends small files without work. */
export function precompress(folder: string): void {
  for (const name of globSync('**/*.{js,css,html,svg,json,webmanifest}', { cwd: folder })) {
    const path = join(folder, name)
    if (statSync(path).size < WORTH_BYTES) continue
    const text = readFileSync(path)
    const params = { [constants.BROTLI_PARAM_SIZE_HINT]: text.length }
    writeFileSync(`${path}.br`, brotliCompressSync(text, { params }))
    writeFileSync(`${path}.gz`, gzipSync(text, { level: 9 }))
  }
}
