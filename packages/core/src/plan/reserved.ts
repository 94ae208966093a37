/** Names with a meaning of their own, in expressions, templates or JavaScript. */
const reserved: ReadonlySet<string> = new Set([
  ...['inputs', 'steps', 'run', 'output', 'error', 'row', 'carry', 'iteration', 'secrets', 'env', 'this'],
  ...['true', 'false', 'null', 'in', 'constructor', 'prototype'],
]);

export function isReserved(name: string): boolean {
  return reserved.has(name);
}

/** Words of CEL that cannot be names on their own; behind a dot they can. */
const celWords: ReadonlySet<string> = new Set([
  ...['as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import', 'let', 'loop', 'package'],
  ...[
    'namespace',
    'return',
    'var',
    'void',
    'while',
    'each',
    'unless',
    'with',
    'lookup',
    'json',
    'eq',
    'ne',
    'gt',
    'lt',
  ],
]);

/** For names that stand on their own: those of `as` and `index`. */
export function isReservedLocal(name: string): boolean {
  return reserved.has(name) || celWords.has(name);
}
