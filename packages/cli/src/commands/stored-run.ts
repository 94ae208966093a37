import { UsageError } from '@sluice/core';
import { type Store, sqliteStore } from '@sluice/store';
import type { GlobalFlags } from '../global-flags.ts';
import { configOf } from './load.ts';

/** The store of the configuration, for commands that call nothing. */
export function openStore(flags: GlobalFlags): Store {
  return sqliteStore({ folder: configOf(flags).store });
}

/** A run's id; `last` is the newest. */
export async function runIdOf(wanted: string, store: Pick<Store, 'runs'>, kind?: 'run' | 'eval'): Promise<string> {
  if (wanted !== 'last') return wanted;
  for await (const run of store.runs.list({ limit: 1, ...(kind === undefined ? {} : { kind }) })) return run.id;
  throw new UsageError('store/no-run', 'nothing is stored yet', 'sluice run or sluice eval stores a run');
}
