import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject, OpenTool } from '@sluice/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callTool, failureOf, testHost, toolSpec } from '../testing/tool-under-test.ts';
import { fileTool } from './file-tool.ts';

const outer = realpathSync(mkdtempSync(join(tmpdir(), 'sluice-file-')));
const root = join(outer, 'project');
const data = join(root, 'data');
mkdirSync(join(data, 'sub'), { recursive: true });
writeFileSync(join(outer, 'outside.txt'), 'outside');
writeFileSync(join(root, 'secret.txt'), 'in the project, not in the folder');
writeFileSync(join(data, 'a.txt'), '\uFEFFhello ☀\n');
writeFileSync(join(data, 'a.json'), '{"n":1,"__proto__":{"admin":true}}');
writeFileSync(join(data, 'a.jsonl'), '{"n":1}\n\n{"n":2}\n');
symlinkSync(join(outer, 'outside.txt'), join(data, 'link.txt'));
symlinkSync(outer, join(data, 'folder-link'));
symlinkSync('/nowhere/at/all', join(data, 'dangling'));
symlinkSync('a.txt', join(data, 'inner-link.txt'));

describe('reading', () => {
  test('gives text, JSON, JSON lines or base64', async () => {
    const tool = await open({});
    const read = (path: string, format?: string) =>
      callTool(tool, { operation: 'read', path, ...(format ? { format } : {}) });
    expect(await read('a.txt')).toBe('hello ☀\n');
    expect(await read('inner-link.txt')).toBe('hello ☀\n');
    expect(JSON.stringify(await read('a.json', 'json'))).toBe('{"n":1}');
    expect(await read('a.jsonl', 'jsonl')).toEqual([{ n: 1 }, { n: 2 }]);
    expect(await read('./sub/../a.json', 'base64')).toBe(readFileSync(join(data, 'a.json')).toString('base64'));
    expect(await failureOf(read('a.txt', 'json'))).toMatchObject({ type: 'tool', code: 'file/not-json' });
    expect(await failureOf(read('none.txt'))).toEqual({
      type: 'not_found',
      code: 'file/not-found',
      title: 'file operation failed',
      detail: 'tested: "none.txt": there is no such file',
    });
    expect(await failureOf(read('sub'))).toMatchObject({ code: 'file/not-a-file' });
  });

  test('lists a folder, and says whether a file is there', async () => {
    const tool = await open({});
    expect(await callTool(tool, { operation: 'list', path: '.' })).toEqual([
      { name: 'a.json', type: 'file' },
      { name: 'a.jsonl', type: 'file' },
      { name: 'a.txt', type: 'file' },
      { name: 'dangling', type: 'link' },
      { name: 'folder-link', type: 'link' },
      { name: 'inner-link.txt', type: 'link' },
      { name: 'link.txt', type: 'link' },
      { name: 'sub', type: 'folder' },
    ]);
    expect(await callTool(tool, { operation: 'exists', path: 'a.txt' })).toBe(true);
    expect(await callTool(tool, { operation: 'exists', path: 'b/c.txt' })).toBe(false);
  });

  test('has a limit, and is not held up by a pipe or a device', async () => {
    const tool = await open({ max_bytes: 5 });
    expect(await failureOf(callTool(tool, { operation: 'read', path: 'a.txt' }))).toMatchObject({
      code: 'file/too-large',
    });
    execFileSync('/usr/bin/mkfifo', [join(data, 'sub', 'pipe')]);
    expect(await failureOf(callTool(tool, { operation: 'read', path: 'sub/pipe' }))).toMatchObject({
      code: 'file/not-a-file',
    });
  });
});

describe('writing', () => {
  test('needs a tool that may', async () => {
    const tool = await open({});
    for (const operation of ['write', 'append']) {
      const failure = await failureOf(callTool(tool, { operation, path: 'new.txt', content: 'x' }));
      expect(failure).toMatchObject({ type: 'tool', code: 'file/read-only' });
    }
    expect(existsSync(join(data, 'new.txt'))).toBe(false);
  });

  test('replaces as a whole, or appends, making folders', async () => {
    const tool = await open({ mode: 'read_write', root: './out' });
    expect(await callTool(tool, { operation: 'write', path: 'a/b.txt', content: 'one' })).toEqual({
      path: 'a/b.txt',
      bytes: 3,
    });
    await callTool(tool, { operation: 'write', path: 'a/b.txt', content: 'two' });
    await callTool(tool, { operation: 'append', path: 'a/b.txt', content: ' three' });
    await callTool(tool, { operation: 'write', path: 'c.json', content: { n: [1] }, format: 'json' });
    await callTool(tool, { operation: 'append', path: 'd.jsonl', content: { n: 1 }, format: 'jsonl' });
    await callTool(tool, { operation: 'append', path: 'd.jsonl', content: [{ n: 2 }], format: 'jsonl' });
    const text = (path: string) => readFileSync(join(root, 'out', path), 'utf8');
    expect([text('a/b.txt'), JSON.parse(text('c.json')), text('d.jsonl')]).toEqual([
      'two three',
      { n: [1] },
      '{"n":1}\n{"n":2}\n',
    ]);
    expect(readdirSync(join(root, 'out')).toSorted()).toEqual(['a', 'c.json', 'd.jsonl']);
    const failure = await failureOf(callTool(tool, { operation: 'write', path: 'e.txt', content: { n: 1 } }));
    expect(failure).toMatchObject({ code: 'file/not-text' });
    expect(await failureOf(callTool(tool, { operation: 'write', path: 'a', content: 'x' }))).toMatchObject({
      code: 'file/not-a-file',
    });
  });
});

describe('the border', () => {
  const ways = [
    '../secret.txt',
    '..',
    '../',
    'sub/../../secret.txt',
    '/etc/passwd',
    join(root, 'secret.txt'),
    'link.txt',
    'folder-link',
    'folder-link/outside.txt',
    'folder-link/project/data/../../outside.txt',
    'dangling',
    'dangling/x',
    'a.txt\0.png',
  ];

  test.each(ways)('holds against %j', async (path) => {
    const tool = await open({ mode: 'read_write' });
    for (const operation of ['read', 'list', 'exists', 'write', 'append']) {
      const failure = await failureOf(callTool(tool, { operation, path, content: 'attack' }));
      expect(failure).toMatchObject({ type: 'tool', code: expect.stringMatching(/^file\/(outside-root|bad-path)$/) });
    }
    expect(readFileSync(join(outer, 'outside.txt'), 'utf8')).toBe('outside');
  });

  test('takes an encoded path as the name that it is', async () => {
    const tool = await open({ mode: 'read_write', root: './encoded' });
    for (const path of ['%2e%2e%2fsecret.txt', '..%2fsecret.txt', '%2e%2e', '..\\secret.txt', '~root']) {
      await callTool(tool, { operation: 'write', path, content: 'x' });
      expect(await callTool(tool, { operation: 'read', path })).toBe('x');
    }
    expect(readdirSync(join(root, 'encoded'))).toHaveLength(5);
  });

  test('holds against any path', async () => {
    const tool = await open({});
    const part = fc.constantFrom(
      '..',
      '.',
      '',
      'sub',
      'a.txt',
      'link.txt',
      'folder-link',
      'dangling',
      '/',
      'project',
      'outside.txt',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 8 }), async (parts) => {
        const content = await callTool(tool, { operation: 'read', path: parts.join('/') }).catch(() => undefined);
        return content === undefined || content === 'hello ☀\n';
      }),
      { numRuns: 500, seed: 5 },
    );
  });

  test('is also the border of the tool itself', async () => {
    for (const folder of ['..', '../..', '/tmp', './data/folder-link']) {
      expect(await failureOf(open({ root: folder }))).toMatchObject({ code: 'file/outside-root' });
    }
  });
});

function open(config: JsonObject): Promise<OpenTool> {
  return fileTool(toolSpec('file', { root: './data', ...config }, join(root, 'pipeline.yaml')), testHost(root));
}
