/** Header of an unmasked, final text frame (RFC 6455, section 5.2): servers never mask. */
const FIN_TEXT = 0x81
/** Above these payload sizes the length takes 2 or 8 more bytes. */
const SHORT_BYTES = 125
const MEDIUM_BYTES = 65_535

/** A finished WebSocket text frame: header and UTF-8 payload in one buffer, ready for the raw socket of any number of links. */
export function textFrame(text: string): Buffer {
  const bytes = Buffer.byteLength(text)
  const header = bytes <= SHORT_BYTES ? 2 : bytes <= MEDIUM_BYTES ? 4 : 10
  const frame = Buffer.allocUnsafe(header + bytes)
  frame[0] = FIN_TEXT
  if (header === 2) frame[1] = bytes
  else if (header === 4) {
    frame[1] = 126
    frame.writeUInt16BE(bytes, 2)
  } else {
    frame[1] = 127
    frame.writeUInt32BE(0, 2)
    frame.writeUInt32BE(bytes, 6)
  }
  frame.write(text, header)
  return frame
}

export const jsonFrame = (value: unknown): Buffer => textFrame(JSON.stringify(value))
