/** The roster that a member holds after these frames, one id a line, sorted. Reads native frames, and full lists of the peer. */
export function rosterOf(frames: readonly string[]): string {
  const present = new Set<string>()
  for (const frame of frames) {
    if (frame.startsWith('42["list"')) {
      present.clear()
      for (const id of JSON.parse(frame.slice(2))[1]) present.add(id)
      continue
    }
    if (!frame.startsWith('{"t":"snapshot"') && !frame.startsWith('{"t":"events"')) continue
    const { entries = [], participants = [] } = JSON.parse(frame)
    for (const person of participants) if (person.active) present.add(person.id)
    for (const { type, payload } of entries) {
      if (type === 'participant.joined') present.add(payload.id)
      if (type === 'participant.left') present.delete(payload.id)
    }
  }
  return [...present].toSorted().join('\n')
}
