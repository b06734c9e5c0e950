/** Up to here packets of one write are copied together; above, they are handed over apart. */
const SCRATCH_BYTES = 65_536

/** Memory to lay several packets side by side for one write. It serves all links in turn: copying costs less than a second
 *  system call or a vector, and memory of its own for every write would keep the garbage collector busy (measured: a quarter
 *  of the CPU under load). */
export class Scratch {
  #bytes = Buffer.allocUnsafeSlow(SCRATCH_BYTES)

  /** The packets side by side; undefined when they are too large. Valid until the next call, unless it was kept. */
  lay(packets: readonly Buffer[], bytes: number): Buffer | undefined {
    if (bytes > SCRATCH_BYTES) return undefined
    let at = 0
    for (const packet of packets) at += packet.copy(this.#bytes, at)
    return this.#bytes.subarray(0, bytes)
  }

  /** Somebody still needs what was laid: the next one gets other memory. */
  keep(): void {
    this.#bytes = Buffer.allocUnsafeSlow(SCRATCH_BYTES)
  }
}
