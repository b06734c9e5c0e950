import type { MediaEnvironment } from './environment.ts'

/** unknown: the browser does not tell before it is asked. */
export type Permission = PermissionState | 'unknown'
type PermissionEnvironment = Pick<MediaEnvironment, 'permissions'>

async function query(
  { permissions }: PermissionEnvironment,
  source: 'microphone' | 'camera',
): Promise<PermissionStatus | null> {
  try {
    return (await permissions?.query({ name: source })) ?? null
  } catch {
    // Firefox before 131 and Safari know no such names.
    return null
  }
}

export const permissionOf = async (
  environment: PermissionEnvironment,
  source: 'microphone' | 'camera',
): Promise<Permission> => (await query(environment, source))?.state ?? 'unknown'

/** Calls when the person changes the permission in the browser's own page.
 *  @returns how to stop */
export function watchPermission(
  environment: PermissionEnvironment,
  source: 'microphone' | 'camera',
  changed: () => void,
): () => void {
  let status: PermissionStatus | null = null
  let stopped = false
  query(environment, source).then((found) => {
    if (stopped) return
    status = found
    status?.addEventListener('change', changed)
  }, changed)
  return () => {
    stopped = true
    status?.removeEventListener('change', changed)
  }
}
