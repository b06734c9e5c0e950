/** Older ones lack what is imported below, and crash in the database driver. */
const NODE_MAJOR = 24

// Asked before anything else is loaded, so that the answer is a sentence and not a stack.
if (Number.parseInt(process.versions.node, 10) < NODE_MAJOR) {
  console.error(
    `roomful: Node ${NODE_MAJOR} or newer is needed, this is ${process.versions.node}; \`npm start\` brings its own`,
  )
  process.exit(1)
}
const { run } = await import('./start/run.ts')
await run(process.argv.slice(2))

export {}
