import { lstatSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';

/**
 * Where `path` really is, when that is `root` or below it after every symbolic link; `undefined` otherwise.
 * The last parts of both may not exist yet. A link that leads nowhere counts as outside: nobody knows where it will lead.
 */
export function insideRoot(root: string, path: string): string | undefined {
  const realRoot = realPathOf(root);
  const real = realPathOf(path);
  if (realRoot === undefined || real === undefined) return undefined;
  const way = relative(realRoot, real);
  const outside = way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way);
  return outside ? undefined : real;
}

function realPathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch (error) {
    if (!isMissing(error) || isLink(path)) return undefined;
    const parent = dirname(path);
    const realParent = parent === path ? undefined : realPathOf(parent);
    return realParent === undefined ? undefined : join(realParent, path.slice(parent.length));
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}
