import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { RunHeader } from '@sluice/core';
import { expect, test } from 'vitest';
import { sqliteStore } from './sqlite-store.ts';

const run: RunHeader = { id: 'a', kind: 'run', name: 'a', createdAt: 1, status: 'running', definition: {} };

test('reading a store that is not there makes nothing', async () => {
  const folder = join(await newFolder(), 'none');
  await using store = sqliteStore({ folder });
  expect(await Array.fromAsync(store.runs.list())).toEqual([]);
  expect(await store.runs.get('a')).toBeUndefined();
  expect(await store.cache.get('k', 0)).toBeUndefined();
  expect(await store.cache.stats()).toEqual({ entries: 0, bytes: 0 });
  expect(await store.cache.prune('all')).toBe(0);
  await store.close();
  expect(existsSync(folder)).toBe(false);
});

test('a closed store leaves one file, in a folder for its owner alone', async () => {
  const folder = join(await newFolder(), 'deep', 'store');
  await using store = sqliteStore({ folder });
  await store.runs.create(run);
  expect(await store.runs.get('a')).toEqual(run);
  await store.close();
  expect(await readdir(folder)).toEqual(['sluice.db']);
  using database = new DatabaseSync(join(folder, 'sluice.db'), { readOnly: true });
  const pragma = (name: string): unknown => database.prepare(`PRAGMA ${name}`).get()?.[name];
  expect([pragma('page_size'), pragma('journal_mode'), pragma('user_version')]).toEqual([16384, 'wal', 1]);
});

test('a store of a newer sluice is refused, for reading and for writing', async () => {
  const folder = await newFolder();
  const database = new DatabaseSync(join(folder, 'sluice.db'));
  database.exec('PRAGMA user_version = 7; CREATE TABLE later (x)');
  database.close();
  await using store = sqliteStore({ folder });
  const refused = { name: 'UsageError', code: 'store/newer-schema', hint: expect.stringContaining('upgrade sluice') };
  await expect(store.runs.get('a')).rejects.toMatchObject(refused);
  await expect(store.runs.create(run)).rejects.toMatchObject(refused);
});

test('a file that is no database is refused and left as it is', async () => {
  const folder = await newFolder();
  await writeFile(
    join(folder, 'sluice.db'),
    'my shopping list, which is longer than the header of a database '.repeat(20),
  );
  await using store = sqliteStore({ folder });
  await expect(store.runs.get('a')).rejects.toMatchObject({ name: 'UsageError', code: 'store/not-a-store' });
  await expect(store.runs.create(run)).rejects.toMatchObject({ name: 'UsageError', code: 'store/not-a-store' });
});

test('a folder that cannot be made is a clear error for every pending append, and the next one tries again', async () => {
  const parent = await newFolder();
  await writeFile(join(parent, 'file'), '');
  await using store = sqliteStore({ folder: join(parent, 'file', 'store') });
  const results = await Promise.allSettled([store.runs.create(run), store.runs.append('a', '', [])]);
  for (const result of results) {
    expect(result).toMatchObject({ status: 'rejected', reason: { name: 'UsageError', code: 'store/cannot-open' } });
  }
  await expect(store.runs.create(run)).rejects.toMatchObject({ code: 'store/cannot-open' });
});

test('a folder that may not be written is named as such', { skip: process.getuid?.() !== 0 }, async () => {
  const folder = await newFolder();
  const program = `await store.runs.create(${JSON.stringify(run)}).catch((error) => console.log(error.code));`;
  expect(asNobody(join(folder, 'x'), program)).toEqual({ stdout: 'store/read-only\n', stderr: '' });
});

test('a store in a folder that may not be written can be read', { skip: process.getuid?.() !== 0 }, async () => {
  const folder = await newFolder();
  const written = sqliteStore({ folder });
  await written.runs.create(run);
  await written.runs.append('a', '', [{ type: 'x', at: 1 }]);
  await written.close();
  await chmod(folder, 0o755);
  const program = `for await (const { event } of store.runs.read('a')) console.log(event.type);
    await store.runs.remove('a').catch((error) => console.log(error.code));`;
  expect(asNobody(folder, program)).toEqual({ stdout: 'x\nstore/read-only\n', stderr: '' });
  expect(await readdir(folder)).toEqual(['sluice.db']);
});

test('a full disk rejects what is pending and keeps what was acknowledged', async () => {
  const folder = await newFolder();
  await using store = sqliteStore({ folder, maxBytes: 1_000_000 });
  await store.runs.create(run);
  let kept = 0;
  const append = (): Promise<void> =>
    store.runs.append('a', '', [{ type: 'x', at: 1, text: 'y'.repeat(50_000) } as never]);
  const fill = async (): Promise<void> => {
    for (;;) {
      await append();
      kept += 1;
    }
  };
  await expect(fill()).rejects.toMatchObject({ name: 'UsageError', code: 'store/disk-full' });
  expect(kept).toBeGreaterThan(5);
  expect(await Array.fromAsync(store.runs.read('a'))).toHaveLength(kept);
  await store.runs.remove('a');
  await store.runs.create(run);
  await append();
});

test('when the writer thread dies, everything pending and later is refused', async () => {
  await using store = sqliteStore({ folder: await newFolder() });
  process.once('worker', (thread) => void thread.terminate());
  const results = await Promise.allSettled([store.runs.create(run), store.runs.append('a', '', [])]);
  const reasons = [...results, ...(await Promise.allSettled([store.runs.append('a', '', [])]))];
  for (const reason of reasons) {
    expect(reason).toMatchObject({ status: 'rejected', reason: { name: 'UsageError', code: 'store/writer-ended' } });
  }
  await store.close();
});

test('removing runs gives the space back', async () => {
  const folder = await newFolder();
  await using store = sqliteStore({ folder });
  await store.runs.create(run);
  for (let n = 0; n < 40; n += 1)
    void store.runs.append('a', '', [{ type: 'x', at: 1, text: 'y'.repeat(50_000) } as never]);
  await store.runs.append('a', '', []);
  expect(pages(folder)).toBeGreaterThan(100);
  await store.runs.remove('a');
  expect(pages(folder)).toBeLessThan(20);
});

test('a process that never closes its store ends by itself, and nothing is lost', async () => {
  const folder = await newFolder();
  const program = `const { sqliteStore } = await import(${JSON.stringify(join(import.meta.dirname, 'sqlite-store.ts'))});
    const { runs } = sqliteStore({ folder: ${JSON.stringify(folder)} });
    runs.create(${JSON.stringify(run)});
    for (let n = 0; n < 50; n += 1) runs.append('a', '', [{ type: 'x', at: n }]);`;
  const flags = ['--conditions=source', '--input-type=module', '-e', program];
  const ended = spawnSync(process.execPath, flags, { encoding: 'utf8', timeout: 20_000 });
  expect({ status: ended.status, stderr: ended.stderr }).toEqual({ status: 0, stderr: '' });
  await using store = sqliteStore({ folder });
  expect(await Array.fromAsync(store.runs.read('a'))).toHaveLength(50);
});

/** What a program prints that runs as a user without rights, with `store` in `folder`. */
function asNobody(folder: string, program: string): { stdout: string; stderr: string } {
  const text = `process.setgid(65534); process.setuid(65534);
    const { sqliteStore } = await import(${JSON.stringify(join(import.meta.dirname, 'sqlite-store.ts'))});
    const store = sqliteStore({ folder: ${JSON.stringify(folder)} });
    ${program}
    await store.close();`;
  const flags = ['--conditions=source', '--input-type=module', '-e', text];
  const { stdout, stderr } = spawnSync(process.execPath, flags, { encoding: 'utf8' });
  return { stdout, stderr };
}

function pages(folder: string): number {
  using database = new DatabaseSync(join(folder, 'sluice.db'), { readOnly: true });
  return Number(database.prepare('PRAGMA page_count').get()?.['page_count']);
}

function newFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'sluice-store-'));
}
