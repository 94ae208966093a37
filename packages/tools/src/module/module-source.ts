import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import { dirname, resolve } from 'node:path';
import type { parse } from 'es-module-lexer';

/**
 * The names that a module's text exports, without running it; `undefined` where only running it would tell
 * (a syntax error, CommonJS, or a star export of a package).
 */
export function exportedNames(file: string): readonly string[] | undefined {
  try {
    return namesIn(file, new Set());
  } catch {
    return undefined;
  }
}

/** Whether the text plainly declares this export: enough for nearly every module, and without any parser. */
export function declaresExport(text: string, name: string): boolean {
  const literal = name.replace(/[$]/g, '\\$&');
  const declared = new RegExp(
    `^export\\s+(?:async\\s+)?(?:function\\s*\\*?|const|let|var|class)\\s*\\b${literal}(?![\\w$])`,
    'm',
  );
  return name === 'default' ? /^export\s+default\b/m.test(text) : declared.test(text);
}

/** SHA-256 of a file; of it and all the files it imports by relative path, where there are any. */
export function contentHash(file: string): string {
  const files = new Map<string, Buffer>();
  collect(file, files);
  const [own, ...imported] = [...files.values()].map(sha256);
  if (imported.length === 0) return own ?? '';
  return sha256(Buffer.from([own, ...imported.toSorted()].join('\n')));
}

function namesIn(file: string, visited: Set<string>): readonly string[] | undefined {
  if (visited.has(file)) return [];
  visited.add(file);
  const text = plainScript(file);
  const [imports, exports, , isModule] = lexer()(text);
  if (!isModule) return undefined;
  const names = exports.map(({ n }) => n);
  for (const { n: specifier, ss: start } of imports) {
    if (!/^export\s*\*\s*from\b/.test(text.slice(start, start + 80))) continue;
    const target = specifier === undefined ? undefined : localFile(file, specifier);
    const more = target === undefined ? undefined : namesIn(target, visited);
    if (more === undefined) return undefined;
    names.push(...more.filter((name) => name !== 'default'));
  }
  return names;
}

function plainScript(file: string): string {
  const text = readFileSync(file, 'utf8');
  if (!/\.[cm]?ts$/.test(file)) return text;
  // Node warns once that this function is experimental; a user can do nothing about it.
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(text);
  } finally {
    process.emitWarning = emitWarning;
  }
}

function lexer(): typeof parse {
  // The build without WebAssembly needs no waiting; loaded only when a plain look was not enough.
  return createRequire(import.meta.url)('es-module-lexer/js').parse;
}

function collect(file: string, files: Map<string, Buffer>): void {
  if (files.has(file)) return;
  const content = readFileSync(file);
  files.set(file, content);
  for (const [, specifier = ''] of content
    .toString('utf8')
    .matchAll(/\b(?:from|import|require)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g)) {
    const imported = localFile(file, specifier);
    if (imported !== undefined) collect(imported, files);
  }
}

function localFile(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const file = resolve(dirname(from), specifier);
  return existsSync(file) ? file : undefined;
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
