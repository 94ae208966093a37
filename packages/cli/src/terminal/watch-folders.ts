import { existsSync, type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { dirname, join } from 'node:path';

const quietMs = 100;

/**
 * Calls `changed` after files below the paths changed and were then left alone for a moment; one call at a time.
 * Ends when the signal is aborted.
 */
export async function watchFolders(
  paths: readonly string[],
  changed: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const watchers = new Map<string, FSWatcher>();
  while (!signal.aborted) {
    await nextChange(paths, watchers, signal);
    if (!signal.aborted) await changed();
  }
  for (const watcher of watchers.values()) watcher.close();
}

/** Watchers stay open between changes, so that none is missed while findings are printed. */
async function nextChange(
  paths: readonly string[],
  watchers: Map<string, FSWatcher>,
  signal: AbortSignal,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let timer: NodeJS.Timeout | undefined;
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(resolve, quietMs);
  };
  for (const folder of new Set(paths.flatMap(foldersOf))) {
    const watcher = watchers.get(folder) ?? watch(folder);
    watcher.removeAllListeners('change');
    watcher.on('change', later).on('error', later);
    watchers.set(folder, watcher);
  }
  signal.addEventListener('abort', () => resolve(), { once: true });
  if (signal.aborted) resolve();
  await promise;
  clearTimeout(timer);
}

function foldersOf(path: string): readonly string[] {
  if (!existsSync(path)) return [dirname(path)];
  if (!statSync(path).isDirectory()) return [dirname(path)];
  const inner = readdirSync(path, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'),
  );
  return [path, ...inner.flatMap((entry) => foldersOf(join(path, entry.name)))];
}
