import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtinToolKinds } from '@sluice/core';
import { expect, test } from 'vitest';
import { moduleHost } from './module/module-host.ts';
import { callTool, testHost, toolSpec } from './testing/tool-under-test.ts';
import { toolOpeners } from './tool-openers.ts';

const root = mkdtempSync(join(tmpdir(), 'sluice-openers-'));
writeFileSync(join(root, 'tool.ts'), 'export const add = ({ a, b }: { a: number; b: number }): number => a + b;\n');

test('every builtin kind of tool has an opener, and no other has', () => {
  expect(Object.keys(toolOpeners()).toSorted()).toEqual(builtinToolKinds.map(({ kind }) => kind).toSorted());
});

test('a function of a module is a tool, in shared threads or its own', async () => {
  await using cleanup = new AsyncDisposableStack();
  const modules = moduleHost({ root });
  cleanup.defer(() => modules.close());
  for (const options of [{}, { modules }]) {
    for (const config of [{ use: './tool.ts#add' }, './tool.ts#add' as never]) {
      const tool = await toolOpeners(options)['module']!(
        toolSpec('module', config, join(root, 'p.yaml')),
        testHost(root),
      );
      expect(await callTool(tool, { a: 20, b: 22 })).toBe(42);
      await tool.close();
    }
  }
  expect(
    await modules.call(
      { file: join(root, 'tool.ts'), name: 'add' },
      { a: 1, b: 1 },
      { signal: new AbortController().signal },
    ),
  ).toBe(2);
});

test('nothing heavy is loaded before a tool is called', () => {
  const program = `import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
    const { toolOpeners } = await import(${JSON.stringify(join(import.meta.dirname, 'index.ts'))});
    toolOpeners();
    console.log(JSON.stringify(loaded.filter((url) => url.includes('/node_modules/'))));`;
  const flags = ['--conditions=source', '--input-type=module', '-e', program];
  const { stdout, stderr } = spawnSync(process.execPath, flags, { encoding: 'utf8' });
  const packages = (JSON.parse(stdout || 'null') as string[]).map(
    (url) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1],
  );
  expect({
    stderr,
    heavy: packages.filter((name) => /undici|modelcontext|^pg|zod|es-module-lexer/.test(String(name))),
  }).toEqual({
    stderr: '',
    heavy: [],
  });
  expect(packages.length).toBeGreaterThan(0);
});
