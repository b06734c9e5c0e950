import type { z } from 'zod'

/** log: stored, numbered, resumable. live: volatile, may be lost, never queued without bound. */
export type Delivery = 'log' | 'live'

export interface EventSpec<
  Name extends string = string,
  D extends Delivery = Delivery,
  P extends z.ZodType = z.ZodType,
> {
  readonly name: Name
  readonly delivery: D
  readonly payload: P
}

/** A fact, past tense, defined once; types are inferred from it on both sides. */
export const defineEvent = <const Name extends string, const D extends Delivery, P extends z.ZodType>(
  name: Name,
  spec: { delivery: D; payload: P },
): EventSpec<Name, D, P> => ({ name, ...spec })

export interface CommandSpec<
  Name extends string = string,
  L extends Delivery = Delivery,
  B extends z.ZodType = z.ZodType,
  A extends z.ZodType = z.ZodType,
> {
  readonly name: Name
  /** log: waits in the room's mailbox and is acknowledged after its commit. live: answered at once, writes nothing. */
  readonly lane: L
  readonly body: B
  readonly answer: A
}

export const defineCommand = <
  const Name extends string,
  const L extends Delivery,
  B extends z.ZodType,
  A extends z.ZodType,
>(
  name: Name,
  spec: { lane: L; body: B; answer: A },
): CommandSpec<Name, L, B, A> => ({ name, ...spec })

export interface QuerySpec<
  Name extends string = string,
  B extends z.ZodType = z.ZodType,
  A extends z.ZodType = z.ZodType,
> {
  readonly name: Name
  readonly body: B
  readonly answer: A
}

export const defineQuery = <const Name extends string, B extends z.ZodType, A extends z.ZodType>(
  name: Name,
  spec: { body: B; answer: A },
): QuerySpec<Name, B, A> => ({ name, ...spec })
