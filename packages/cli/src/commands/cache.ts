import { suggest, UsageError } from '@sluice/core';
import { type ExitCode, exitCode } from '../exit-code.ts';
import type { GlobalFlags } from '../global-flags.ts';
import { openTerminal } from '../terminal/terminal.ts';
import { openStore } from './stored-run.ts';

const words = ['stats', 'prune', 'clear'] as const;

/** `prune` drops what has expired, `clear` everything. */
export async function cache(args: readonly string[], flags: GlobalFlags): Promise<ExitCode> {
  const what = args[0] ?? 'stats';
  if (!words.some((word) => word === what)) {
    const near = suggest(what, words);
    throw new UsageError(
      'cli/unknown-word',
      `cache knows no ${what}`,
      near ? `did you mean "${near}"?` : `use ${words.join(', ')}`,
    );
  }
  const terminal = openTerminal(flags);
  await using store = openStore(flags);
  const dropped = what === 'stats' ? 0 : await store.cache.prune(what === 'clear' ? 'all' : Date.now());
  const stats = await store.cache.stats();
  if (flags.json) terminal.out(JSON.stringify({ schema: 'sluice/cache/v1', dropped, ...stats }));
  else {
    if (what !== 'stats') terminal.out(`dropped ${dropped} entries`);
    terminal.out(`${stats.entries} entries, ${(stats.bytes / 1e6).toFixed(2)} MB`);
  }
  return exitCode.done;
}
