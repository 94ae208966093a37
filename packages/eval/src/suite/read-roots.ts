import type { Diagnostic, LocatedJson } from '@sluice/core';
import { fieldsOf } from './fields-of.ts';
import { absentRoot, unknownRoot } from './problems.ts';
import type { SuiteOptions } from './suite-context.ts';

export interface Roots {
  readonly paths: { readonly [name: string]: string };
  /** A root whose variable is not set: nothing else of the file is checked. */
  readonly absent: Diagnostic | undefined;
}

export function readRoots(root: LocatedJson, file: string, options: SuiteOptions): Roots {
  const paths: Record<string, string> = {};
  let absent: Diagnostic | undefined;
  for (const [name, source] of root.get('roots')?.entries() ?? []) {
    if (typeof source.value === 'string') {
      paths[name] = options.files.resolve(file, source.value);
      continue;
    }
    const { from_env: variable, default: fallback } = fieldsOf(source);
    if (typeof variable !== 'string') continue;
    const found = options.environment[variable];
    const given = found !== undefined && found !== '' ? found : undefined;
    const path = given === undefined ? defaultPath(fallback, file, options) : options.files.resolve('', given);
    if (path !== undefined && options.exists(path)) paths[name] = path;
    else absent ??= absentRoot.at(source.at(), { name, variable, ...(given === undefined ? {} : { folder: given }) });
  }
  return { paths, absent };
}

function defaultPath(fallback: unknown, file: string, options: SuiteOptions): string | undefined {
  return typeof fallback === 'string' ? options.files.resolve(file, fallback) : undefined;
}

export interface PathContext {
  readonly file: string;
  readonly roots: { readonly [name: string]: string };
  readonly options: SuiteOptions;
  readonly report: (finding: Diagnostic) => void;
}

/** A path as the file writes it: relative to the file, or `root:path`. */
export function resolvePath(text: string, source: LocatedJson, context: PathContext): string | undefined {
  const match = /^([A-Za-z][A-Za-z0-9_-]+):(.+)$/u.exec(text);
  if (!match) return context.options.files.resolve(context.file, text);
  const [, name = '', path = ''] = match;
  const folder = context.roots[name];
  if (folder === undefined) {
    context.report(unknownRoot.at(source.at(), { name, known: Object.keys(context.roots) }));
    return undefined;
  }
  return context.options.files.resolve(`${folder}/.`, path);
}
