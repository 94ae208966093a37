import { existsSync, type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { dirname, join } from 'node:path';

const quietMs = 100;

/**
 * Does the work, and again after files below the paths changed and were then left alone for a moment; once at a time.
 * Ends when the signal is aborted.
 */
export async function watchFolders(
  paths: readonly string[],
  work: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const watchers = new Map<string, FSWatcher>();
  while (!signal.aborted) {
    // Listens before it works: what changes meanwhile is not missed.
    const change = nextChange(paths, watchers, signal);
    await work();
    await change;
  }
  for (const watcher of watchers.values()) watcher.close();
}

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
  const folders = new Set(paths.flatMap(foldersOf));
  closeOthers(watchers, folders);
  for (const folder of folders) {
    const watcher = watchers.get(folder) ?? watch(folder);
    watcher.removeAllListeners().on('change', later).on('error', later);
    watchers.set(folder, watcher);
  }
  signal.addEventListener('abort', () => resolve(), { once: true });
  if (signal.aborted) resolve();
  await promise;
  clearTimeout(timer);
}

/** A folder that was removed and made again is another one. */
function closeOthers(watchers: Map<string, FSWatcher>, folders: ReadonlySet<string>): void {
  for (const [folder, watcher] of watchers) {
    if (folders.has(folder)) continue;
    watcher.close();
    watchers.delete(folder);
  }
}

function foldersOf(path: string): readonly string[] {
  if (!existsSync(path)) return [dirname(path)];
  if (!statSync(path).isDirectory()) return [dirname(path)];
  const inner = readdirSync(path, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'),
  );
  return [path, ...inner.flatMap((entry) => foldersOf(join(path, entry.name)))];
}
