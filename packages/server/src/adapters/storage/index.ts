export { openSqlite, type SqliteOptions, type SqliteStorage } from './sqlite/open.ts'
