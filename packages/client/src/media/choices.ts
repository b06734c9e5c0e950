import type { MediaEnvironment } from './environment.ts'

export type DeviceKind = 'audioinput' | 'videoinput' | 'audiooutput'

/** Devices that the person chose, kept over reloads where the environment has a storage. */
export interface Choices {
  /** Id of the device; null: whatever the system prefers. */
  get(kind: DeviceKind): string | null
  set(kind: DeviceKind, deviceId: string | null): void
}

const keyOf = (kind: DeviceKind) => `roomful.device.${kind}`

export function createChoices(environment: Pick<MediaEnvironment, 'storage'>): Choices {
  const chosen = new Map<DeviceKind, string | null>()
  return {
    get(kind) {
      // Another tab may have chosen since; only what this page chose itself is fixed.
      return chosen.has(kind)
        ? (chosen.get(kind) ?? null)
        : (environment.storage?.getItem(keyOf(kind)) ?? null)
    },
    set(kind, deviceId) {
      chosen.set(kind, deviceId)
      try {
        if (deviceId === null) environment.storage?.removeItem(keyOf(kind))
        else environment.storage?.setItem(keyOf(kind), deviceId)
      } catch {
        // A full storage forgets the choice after a reload; it holds for this page.
      }
    },
  }
}
