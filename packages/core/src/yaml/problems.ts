import { defineProblem, type Problem } from '../errors/problem.ts';

export const duplicateKey: Problem<{ key: string; line: number }> = defineProblem({
  code: 'yaml/duplicate-key',
  explanation: 'A mapping has the same key twice; one of the two values would be lost.',
  message: ({ key }) => `the key \`${key}\` is already in this mapping`,
  hint: ({ line }) => `the first one is on line ${line}`,
});

export const keyNotText: Problem<{ hint?: string }> = defineProblem({
  code: 'yaml/key-not-text',
  explanation:
    'A key of a mapping is a list or a mapping. Keys are text. A template without quotes, `{{name}}`, is read like this.',
  message: () => 'a key must be text',
  hint: ({ hint }) => hint,
});

export const reservedKey: Problem<{ key: string }> = defineProblem({
  code: 'yaml/reserved-key',
  explanation: '`__proto__` has a meaning of its own in JavaScript and is refused as a key.',
  message: ({ key }) => `the key \`${key}\` is not allowed`,
});

export const anchorUsed: Problem<{ kind: 'anchor' | 'alias'; name: string }> = defineProblem({
  code: 'yaml/anchor',
  explanation: 'Anchors (`&name`) and aliases (`*name`) are not part of the language: repeat the value.',
  message: ({ kind, name }) => `${kind === 'anchor' ? `the anchor &${name}` : `the alias *${name}`} is not allowed`,
  hint: () => 'write the value out; text that starts with & or * needs quotes',
});

export const mergeKey: Problem<Record<string, never>> = defineProblem({
  code: 'yaml/merge-key',
  explanation: 'The merge key `<<` is not part of the language: write the keys out, or use `defaults`.',
  message: () => 'the merge key `<<` is not allowed',
  hint: () => 'write the keys out',
});

export const customTag: Problem<{ tag: string }> = defineProblem({
  code: 'yaml/tag',
  explanation:
    'Tags such as `!name` and `!!type` are not part of the language. Text that starts with `!` needs quotes.',
  message: ({ tag }) => `the tag ${tag} is not allowed`,
  hint: () => 'text that starts with ! needs quotes',
});

export const severalDocuments: Problem<Record<string, never>> = defineProblem({
  code: 'yaml/several-documents',
  explanation: 'A file holds one document: `---` may only stand at its start.',
  message: () => 'a file holds one document only',
  hint: () => 'put it into a file of its own',
});

export const unsafeInteger: Problem<{ text: string }> = defineProblem({
  code: 'yaml/unsafe-integer',
  explanation: 'Numbers are JSON doubles: an integer above 2^53 would silently become another one.',
  message: ({ text }) => `${text} is too large to be an exact number`,
  hint: ({ text }) => `quote it to keep it as text: "${text}"`,
});

export const notJsonNumber: Problem<{ text: string }> = defineProblem({
  code: 'yaml/not-json',
  explanation: '`.inf` and `.nan` have no JSON form.',
  message: ({ text }) => `${text} is not a JSON number`,
});

export const tooDeep: Problem<{ limit: number }> = defineProblem({
  code: 'yaml/too-deep',
  explanation: 'Lists and mappings may be nested 200 deep.',
  message: ({ limit }) => `nested more than ${limit} deep`,
});
