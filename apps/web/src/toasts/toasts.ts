import { createStore } from '../store.ts'

export interface Toast {
  readonly id: number
  readonly text: string
  /** Whose face stands before it. */
  readonly face: { readonly id: string; readonly name: string } | null
  readonly tone: 'plain' | 'danger'
}

/** How long one stays, ms: long enough to read five words twice. */
const LIFE_MS = 5_000
/** More at once push the oldest out. */
const SHOWN_MAX = 3

/** Short notices that come and go by themselves. */
export function createToasts() {
  const store = createStore<readonly Toast[]>([])
  let lastId = 0
  const dismiss = (id: number) => store.set(store.get().filter((toast) => toast.id !== id))
  return {
    get: store.get,
    subscribe: store.subscribe,
    dismiss,
    show(text: string, { face = null, tone = 'plain' }: Partial<Pick<Toast, 'face' | 'tone'>> = {}) {
      lastId += 1
      const id = lastId
      store.set([...store.get(), { id, text, face, tone }].slice(-SHOWN_MAX))
      setTimeout(() => dismiss(id), LIFE_MS)
    },
  }
}
export type Toasts = ReturnType<typeof createToasts>

/** One for the page. */
export const toasts = createToasts()
