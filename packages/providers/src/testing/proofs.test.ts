import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const page = readFileSync(join(import.meta.dirname, '../../../../docs/providers.md'), 'utf8');
const source = join(import.meta.dirname, '..');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));

/** The titles of the contract's tests. */
const titles = files
  .filter((name) => name.endsWith('.contract.ts'))
  .flatMap((name) => [...readFileSync(join(source, name), 'utf8').matchAll(/\('([^'\n]+)', async/gu)])
  .map(([, title = '']) => title);

test('every proof that docs/providers.md names is a test of the contract', () => {
  const [, section = ''] = page.split('## What each supports');
  const [table = ''] = section.split('\n\nBeyond');
  const named = [...table.matchAll(/"([^"]+)"/gu)].map(([, title = '']) => title);
  expect(named.length).toBeGreaterThan(10);
  const pattern = (title: string): RegExp => new RegExp(title.split('…').map(RegExp.escape).join('.*'), 'u');
  expect(named.filter((title) => !titles.some((each) => pattern(title).test(each)))).toEqual([]);
});

test('every test file that docs/providers.md names exists', () => {
  const named = [...page.matchAll(/`(?:[\w-]+\/)*([\w-]+(?:\.corpus)?\.test\.ts)`/gu)].map(([, name = '']) => name);
  expect(named.length).toBeGreaterThan(5);
  const elsewhere = ['http-recorder.test.ts', 'provider-faults.test.ts'];
  const missing = named.filter((name) => !elsewhere.includes(name) && !files.some((file) => file.endsWith(name)));
  expect(missing).toEqual([]);
});
