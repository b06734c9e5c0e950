// npm run fuzz -- [payloads] [seed]
import { fuzz } from './fuzz.ts'

const count = Number(process.argv[2] ?? 100_000)
const seed = Number(process.argv[3] ?? Math.floor(Math.random() * 2 ** 31))
process.stdout.write(`seed ${seed}\n`)
const report = await fuzz(count, seed, (done) => process.stdout.write(`\r${done} / ${count} payloads`))
process.stdout.write(
  `\r${report.payloads} payloads, ${report.requests} requests, ${report.canaries} canaries\n`,
)
for (const complaint of report.complaints) process.stdout.write(`- ${complaint}\n`)
process.exitCode = report.complaints.length === 0 ? 0 : 1
