import type { en } from './en.ts'

/** The shape of `en` with the words open: a language that lacks a key does not compile. */
type Shape<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => string
      ? (...args: A) => string
      : Shape<T[K]>
}
export type Text = Shape<typeof en>
