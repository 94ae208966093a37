import { globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LanguageServer, startLanguageServer } from './support/language-server.ts';
import { repository } from './support/sluice.ts';

const pipelineSchema = join(repository, 'packages/core/schemas/pipeline.v1.schema.json');
let server: LanguageServer;

beforeAll(async () => {
  server = await startLanguageServer();
});

afterAll(() => server[Symbol.asyncDispose]());

function lines(...text: readonly string[]): string {
  return [`# yaml-language-server: $schema=${pipelineSchema}`, ...text, ''].join('\n');
}

test('an editor offers the keys of a file, of a step and of a prompt, and the words that a key takes', async () => {
  const document = await server.open(
    '/project/pipelines/a.yaml',
    lines(
      'version: 1',
      'name: a',
      '',
      'steps:',
      '  - id: one',
      '    prompt:',
      '      model: openai/gpt-5.4',
      '      ',
      '    ',
      '  - id: two',
      '    approval:',
      '      message: ok?',
      '      timeout: 4h',
      '      on_timeout: ',
    ),
  );
  expect(await document.completions(3, 0)).toEqual(expect.arrayContaining(['inputs', 'outputs', 'models', 'tools']));
  expect(await document.completions(8, 6)).toEqual(expect.arrayContaining(['system', 'user', 'messages', 'max_turns']));
  expect(await document.completions(9, 4)).toEqual(expect.arrayContaining(['when', 'needs', 'retry', 'on_error']));
  expect(await document.completions(14, 18)).toEqual(expect.arrayContaining(['approve', 'reject']));
});

test('an editor underlines an unknown key and a wrong word, and describes a key', async () => {
  const document = await server.open(
    '/project/pipelines/b.yaml',
    lines(
      'version: 1',
      'name: b',
      'stepz: []',
      'steps:',
      '  - id: one',
      '    transform: { set: { a: 1 } }',
      '    effect: maybe',
    ),
  );
  expect([...document.diagnostics].sort()).toEqual([
    'Property stepz is not allowed.',
    'Value is not accepted. Valid values: "read", "write".',
  ]);
  const clean = await server.open(
    '/project/pipelines/c.yaml',
    lines(
      'version: 1',
      'name: c',
      'steps:',
      '  - id: one',
      '    prompt: { model: openai/gpt-5.4, user: hello }',
      '    timeout: 20s',
    ),
  );
  expect(clean.diagnostics).toEqual([]);
  expect(await clean.hover(6, 5)).toContain('Covers everything, waits and retries included.');
});

const shipped = globSync(['pipelines/*.yaml', 'evals/*.yaml', 'evals/corpus/*.yaml', 'sluice.config.yaml'], {
  cwd: repository,
}).sort();

test.each(shipped)('%s names its schema in the first line, and an editor finds nothing wrong in it', async (file) => {
  const path = join(repository, file);
  const text = readFileSync(path, 'utf8');
  const [, schema = ''] = /^# yaml-language-server: \$schema=(\S+)\n/u.exec(text) ?? [];
  expect(schema).not.toBe('');
  expect(JSON.parse(readFileSync(resolve(dirname(path), schema), 'utf8'))).toHaveProperty('title');
  expect((await server.open(path, text)).diagnostics).toEqual([]);
});
