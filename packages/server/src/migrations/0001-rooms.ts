import type { Compilable, CreateTableBuilder, SchemaModule } from 'kysely'
import type { ColumnTypes, Migration } from './migration.ts'

const columns = (schema: SchemaModule, types: ColumnTypes) => {
  const generatedKey = <T extends string, C extends string>(table: CreateTableBuilder<T, C>) =>
    table.addColumn('n', types.key, (n) => types.generated(n.primaryKey()))
  return { table: (name: string) => schema.createTable(name), generatedKey }
}

const rooms = (schema: SchemaModule, types: ColumnTypes): Compilable[] => {
  const { table, generatedKey } = columns(schema, types)
  return [
    generatedKey(table('rooms'))
      .addColumn('id', 'text', (id) => id.notNull().unique())
      .addColumn('slug', 'text', (slug) => slug.notNull().unique())
      .addColumn('kind', 'text', (kind) => kind.notNull())
      .addColumn('access', 'text', (access) => access.notNull())
      .addColumn('title', 'text', (title) => title.notNull())
      .addColumn('capacity', types.int, (capacity) => capacity.notNull())
      .addColumn('created_at', types.int, (at) => at.notNull())
      .addColumn('epoch', 'text', (epoch) => epoch.notNull())
      .addColumn('created_by', 'text')
      .addColumn('version', types.int, (version) => version.notNull().defaultTo(0))
      .addColumn('floor', types.int, (floor) => floor.notNull().defaultTo(0))
      .addColumn('active_count', types.int, (count) => count.notNull().defaultTo(0))
      .addColumn('live_since', types.int, (since) => since.notNull().defaultTo(0)),
    schema.createIndex('rooms_live').on('rooms').columns(['live_since', 'n']),
    generatedKey(table('participants'))
      .addColumn('room', types.int, (room) => room.notNull())
      .addColumn('id', 'text', (id) => id.notNull())
      .addColumn('name', 'text', (name) => name.notNull())
      .addColumn('role', 'text', (role) => role.notNull())
      .addColumn('active', types.int, (active) => active.notNull())
      .addColumn('joined_at', types.int, (at) => at.notNull())
      .addColumn('last_seen', types.int, (at) => at.notNull())
      .addColumn('left_cause', 'text')
      .addColumn('hand_at', types.int)
      .addColumn('data', 'text', (data) => data.notNull())
      .addUniqueConstraint('participants_id', ['room', 'id']),
    schema
      .createIndex('participants_roster')
      .on('participants')
      .columns(['room', 'active', 'last_seen', 'n']),
  ]
}

const log = (schema: SchemaModule, types: ColumnTypes): Compilable[] => {
  const { table, generatedKey } = columns(schema, types)
  return [
    // `n` is given by the writer, as the messages share it. Rowid order is the order of arrival: a
    // table clustered by (room, seq) costs four times as much for each message.
    table('log')
      .addColumn('n', types.key, (n) => n.primaryKey())
      .addColumn('room', types.int, (room) => room.notNull())
      .addColumn('seq', types.int, (seq) => seq.notNull())
      .addColumn('at', types.int, (at) => at.notNull())
      .addColumn('type', 'text', (type) => type.notNull())
      .addColumn('text', 'text')
      .addColumn('payload', 'text', (payload) => payload.notNull())
      .addColumn('about', types.int)
      .addColumn('who', 'text')
      .addColumn('key', 'text')
      .addColumn('hash', 'text')
      .addColumn('answer', 'text')
      .addUniqueConstraint('log_seq', ['room', 'seq']),
    schema
      .createIndex('log_key')
      .unique()
      .on('log')
      .columns(['room', 'who', 'key'])
      .where('key', 'is not', null),
    schema.createIndex('log_about').on('log').column('about').where('about', 'is not', null),
    table('messages')
      .addColumn('n', types.key, (n) => n.primaryKey())
      .addColumn('id', 'text', (id) => id.notNull().unique())
      .addColumn('room', types.int, (room) => room.notNull())
      .addColumn('seq', types.int, (seq) => seq.notNull())
      .addColumn('author', 'text', (author) => author.notNull())
      .addColumn('name', 'text', (name) => name.notNull())
      .addColumn('text', 'text', (text) => text.notNull())
      .addColumn('at', types.int, (at) => at.notNull())
      .addColumn('edited_at', types.int)
      .addColumn('deleted_at', types.int)
      .addColumn('reply_to', 'text')
      .addUniqueConstraint('messages_seq', ['room', 'seq']),
    generatedKey(table('reactions'))
      .addColumn('message', types.int, (message) => message.notNull())
      .addColumn('emoji', 'text', (emoji) => emoji.notNull())
      .addColumn('who', 'text', (who) => who.notNull())
      .addUniqueConstraint('reactions_who', ['message', 'emoji', 'who']),
    schema.createIndex('reactions_order').on('reactions').columns(['message', 'emoji', 'n']),
    generatedKey(table('reaction_kinds'))
      .addColumn('message', types.int, (message) => message.notNull())
      .addColumn('emoji', 'text', (emoji) => emoji.notNull())
      .addColumn('count', types.int, (count) => count.notNull())
      .addUniqueConstraint('reaction_kinds_emoji', ['message', 'emoji']),
  ]
}

const people = (schema: SchemaModule, types: ColumnTypes): Compilable[] => [
  schema
    .createTable('principals')
    .addColumn('id', 'text', (id) => id.primaryKey().notNull())
    .addColumn('kind', 'text', (kind) => kind.notNull())
    .addColumn('name', 'text', (name) => name.notNull())
    .addColumn('admin', types.int, (admin) => admin.notNull())
    .addColumn('created_at', types.int, (at) => at.notNull())
    .addColumn('seen_at', types.int, (at) => at.notNull()),
  schema
    .createTable('tickets')
    .addColumn('hash', 'text', (hash) => hash.primaryKey().notNull())
    .addColumn('expires_at', types.int, (at) => at.notNull())
    .addColumn('used_at', types.int),
]

export const migration: Migration = {
  id: 1,
  why: 'rooms, their logs, the read models, people',
  locks: 'none: new tables',
  up: (schema, types) => [...rooms(schema, types), ...log(schema, types), ...people(schema, types)],
}
