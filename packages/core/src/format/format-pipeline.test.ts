import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readCases } from '../testing/read-cases.ts';
import { formatPipeline } from './format-pipeline.ts';

function format(text: string): string {
  const result = formatPipeline({ path: 'x.yaml', text });
  if (!result.ok) throw new Error(result.diagnostics.map((finding) => finding.message).join('\n'));
  return result.value;
}

test('orders keys, quotes what must be quoted, keeps comments and empty lines', () => {
  const text = `# yaml-language-server: $schema=./pipeline.v1.schema.json
steps:
  # first
  - prompt:
      user: |
        Hello
          {{inputs.name}}
      model: cheap   # the small one
    id: a

  - transform:
      set:
        query: \${ inputs.dry_run ? "it's" : "b" }   # a condition
        list:   [1,2]
    when:   \${ inputs.dry_run }
    id: b
version: 1
inputs:
  name: {type: string}
`;
  expect(format(text)).toMatchInlineSnapshot(`
    "# yaml-language-server: $schema=./pipeline.v1.schema.json

    version: 1
    inputs:
      name: { type: string }
    steps:
      # first
      - id: a
        prompt:
          model: cheap # the small one
          user: |
            Hello
              {{inputs.name}}

      - id: b
        when: \${ inputs.dry_run }
        transform:
          set:
            query: '\${ inputs.dry_run ? "it''s" : "b" }' # a condition
            list: [ 1, 2 ]
    "
  `);
});

test('formats what it has formatted into itself, and every case that is YAML', () => {
  const folder = new URL('../../cases/', import.meta.url);
  let formatted = 0;
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.yaml'))) {
    for (const { pipeline } of readCases(readFileSync(new URL(name, folder), 'utf8'))) {
      if (typeof pipeline !== 'string') continue;
      const once = formatPipeline({ path: 'x.yaml', text: pipeline });
      if (!once.ok) continue;
      expect(format(once.value)).toBe(once.value);
      formatted++;
    }
  }
  expect(formatted).toBeGreaterThan(150);
});

test('what is not YAML stays as it is, with its findings', () => {
  const result = formatPipeline({ path: 'x.yaml', text: 'a: [1\n' });
  expect(result.ok ? [] : result.diagnostics.map((finding) => finding.code)).toEqual(['yaml/bad-indent']);
});
