export { memoryStore } from './memory/memory-store.ts';
export type { SqliteStoreOptions } from './sqlite/sqlite-store.ts';
export { sqliteStore } from './sqlite/sqlite-store.ts';
export type { Store } from './store.ts';
export { exportRun } from './transfer/export-run.ts';
export { importRun } from './transfer/import-run.ts';
