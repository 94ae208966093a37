import type { SourceFiles } from '../host.ts';

/** Files in memory, below `/`. `sha256` comes from the host: the core has none of its own. */
export function memoryFiles(texts: Readonly<Record<string, string>>, sha256: (text: string) => string): SourceFiles {
  const files = new Map(Object.entries(texts).map(([path, text]) => [normalize(path), text]));
  return {
    read: (path) => files.get(path),
    resolve: (from, relative) =>
      normalize(relative.startsWith('/') ? relative : `${from.slice(0, from.lastIndexOf('/'))}/${relative}`),
    sha256,
  };
}

function normalize(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
