import type { ColumnDataType, ColumnDefinitionBuilder, Compilable, SchemaModule } from 'kysely'

/** Column types that the databases name differently. */
export interface ColumnTypes {
  /** Integer key that counts up. */
  readonly key: ColumnDataType
  /** Makes a key give itself to new rows. */
  readonly generated: (key: ColumnDefinitionBuilder) => ColumnDefinitionBuilder
  /** 53 bits at least: times in ms, counts, references to keys. */
  readonly int: ColumnDataType
}

/** A step of the schema. Applied once, in order of `id`, at boot. A step that was released is never changed. */
export interface Migration {
  readonly id: number
  readonly why: string
  /** What waits, or breaks for servers of the version before, while it runs. */
  readonly locks: string
  readonly up: (schema: SchemaModule, types: ColumnTypes) => readonly Compilable[]
}

/** A step as SQL of one database. */
export interface CompiledMigration {
  readonly id: number
  readonly why: string
  readonly statements: readonly string[]
}

export const compileMigrations = (
  migrations: readonly Migration[],
  schema: SchemaModule,
  types: ColumnTypes,
): CompiledMigration[] =>
  migrations.map(({ id, why, up }) => ({
    id,
    why,
    statements: up(schema, types).map((step) => step.compile().sql),
  }))
