import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { LocatedJson } from './located-json.ts';
import { parseYaml } from './parse-yaml.ts';

function parsed(text: string): LocatedJson {
  const result = parseYaml({ path: 'x.yaml', text });
  if (!result.ok) throw new Error(result.diagnostics.map((finding) => finding.message).join('\n'));
  return result.value;
}

test('keys, values and items have their places', () => {
  const root = parsed('a: 1\nlist:\n  - b: two\n  - [3, four]\n');
  expect(root.at('a')).toMatchObject({ file: 'x.yaml', start: { line: 1, column: 4, offset: 3 }, end: { offset: 4 } });
  expect(root.keyAt('list')).toMatchObject({ start: { line: 2, column: 1 }, end: { column: 5 } });
  expect(root.at('list', 0, 'b')).toMatchObject({ start: { line: 3, column: 8 }, end: { column: 11 } });
  expect(root.at('list', 1, 1)).toMatchObject({ start: { line: 4, column: 9 }, end: { column: 13 } });
  expect(root.at('list', 7)).toEqual(root.at('list'));
  expect(
    root
      .get('list', 1)
      ?.items()
      .map((item) => item.value),
  ).toEqual([3, 'four']);
});

test('a part of a text stands where it was written, whatever the style', () => {
  const source = [
    'plain: before {{one}} after',
    "single: 'it''s {{two}}'",
    'double: "tab\\t\\u00e9 {{three}}"',
    'literal: |',
    '  first',
    '',
    '    deep {{four}}',
    'folded: >-',
    '  words',
    '  folded {{five}}',
    'flow: words over',
    '  lines {{six}}',
    '',
  ].join('\n');
  for (const [, value] of parsed(source).entries()) {
    const text = value.text();
    if (text === undefined) throw new Error('not a text');
    const at = text.text.indexOf('{{') + 2;
    const { start, end } = text.span(at, text.text.indexOf('}}'));
    expect(source.slice(start.offset, end.offset)).toBe(text.text.slice(at, text.text.indexOf('}}')));
  }
});

test('any YAML is read as its parser reads it, and each of its texts knows its letters', () => {
  const word = fc.stringMatching(/^[a-zäöß{}$ "'\\\n:#-]{0,40}$/);
  const values = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 3 },
      word,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), tie('node'), { maxKeys: 3 }),
    ),
  })).node;
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), values, { minKeys: 1, maxKeys: 4 }), (value) => {
      const source = stringify(value, { lineWidth: 30 });
      const root = parsed(source);
      expect(root.value).toEqual(parse(source));
      checkTexts(root, source);
    }),
    { numRuns: 300, seed: 7 },
  );
});

function checkTexts(node: LocatedJson, source: string): void {
  const text = node.text();
  if (text !== undefined) {
    for (let index = 0; index < text.text.length; index++) {
      const letter = text.text[index] ?? '';
      if (!/[a-zäöß{}$:#-]/.test(letter)) continue;
      const { start } = text.span(index, index + 1);
      expect(source[start.offset]).toBe(letter);
    }
  }
  for (const item of node.items()) checkTexts(item, source);
  for (const [, item] of node.entries()) checkTexts(item, source);
}

test('nesting that ends the stack of the parser is a finding', () => {
  const result = parseYaml({ path: 'x.yaml', text: `a: ${'['.repeat(50_000)}` });
  expect(result.ok ? [] : result.diagnostics.map((finding) => finding.code)).toEqual(['yaml/resource-exhaustion']);
});

test('objects have no prototype tricks in them', () => {
  const result = parseYaml({ path: 'x.yaml', text: '__proto__: { polluted: true }\n' });
  expect(result.ok).toBe(false);
  const root = parsed('constructor: { prototype: { polluted: true } }\n');
  expect(root.get('toString')).toBeUndefined();
  expect(root.get('constructor', 'prototype', 'polluted')?.value).toBe(true);
  expect(Object.hasOwn({}, 'polluted')).toBe(false);
});
