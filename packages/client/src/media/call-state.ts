import type { CallState } from '../types.ts'

export const OFF: CallState = {
  status: 'idle',
  fault: null,
  media: { audio: false, video: false, screen: false },
  mediaFault: null,
  peers: [],
  activeSpeaker: null,
  sharing: [],
  localStream: null,
  localScreen: null,
  localLevel: 0,
}

const sameItems = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index])

/** The parts of a state that did not change keep their identity; a state that did not change at all does too. */
export function settle(before: CallState, next: CallState): CallState {
  const kept: CallState = {
    ...next,
    peers: sameItems(before.peers, next.peers) ? before.peers : next.peers,
    sharing: sameItems(before.sharing, next.sharing) ? before.sharing : next.sharing,
    media: sameItems(Object.values(before.media), Object.values(next.media)) ? before.media : next.media,
  }
  return sameItems(Object.values(before), Object.values(kept)) ? before : kept
}

/** Who shares, newest first. `own` is null while we share nothing. */
export const toSharing = (
  others: readonly { readonly connection: string; readonly sharedAs: number }[],
  own: { readonly connection: string; readonly sharedAs: number } | null,
): readonly string[] =>
  [...others, ...(own ? [own] : [])]
    .sort((a, b) => b.sharedAs - a.sharedAs)
    .map(({ connection }) => connection)
