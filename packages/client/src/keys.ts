const HEX = 16

/** An idempotency key. `crypto.randomUUID` is missing on pages without TLS and in React Native. */
export function newKey(random: () => number): string {
  const native: { randomUUID?: () => string } | undefined = globalThis.crypto
  if (typeof native?.randomUUID === 'function') return native.randomUUID()
  let key = ''
  while (key.length < 32) key += Math.floor(random() * HEX).toString(HEX)
  return key
}
