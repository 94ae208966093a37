import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { sqliteStore } from './sqlite-store.ts';

const trials = process.env['SLUICE_PROVE'] === '1' ? 20 : 2;
const program = fileURLToPath(new URL('../testing/append-until-killed.ts', import.meta.url));

test(`kill -9 loses nothing that was acknowledged (${trials} trials)`, { timeout: 120_000 }, async () => {
  let acknowledgedInAll = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const folder = await mkdtemp(join(tmpdir(), 'sluice-kill-'));
    const acknowledged = await killAfter(appender(folder, 'run'), 400 + ((trial * 37) % 300));
    acknowledgedInAll += acknowledged.reduce((sum, [, n]) => sum + n, 0);
    await using store = sqliteStore({ folder });
    const kept = new Map<string, number[]>();
    for await (const { unit, event } of store.runs.read('run')) kept.set(unit, [...(kept.get(unit) ?? []), event.at]);
    for (const [unit, n] of acknowledged) expect(kept.get(unit)?.slice(0, n)).toEqual(countTo(n));
    for (const order of kept.values()) expect(order).toEqual(countTo(order.length));
    expect(integrity(folder)).toBe('ok');
  }
  expect(acknowledgedInAll).toBeGreaterThan(trials);
  console.log(`kill -9: ${trials} trials, ${acknowledgedInAll} acknowledged events, none lost`);
});

test('two processes append to one store and one run at once; a third reads', { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-two-'));
  await using store = sqliteStore({ folder });
  const children = [appender(folder, 'run', 'a-'), appender(folder, 'run', 'b-')];
  const acknowledged = await Promise.all(children.map((child) => killAfter(child, 1500)));
  const events = await Array.fromAsync(store.runs.read('run'));
  expect(events.map(({ seq }) => seq)).toEqual(countTo(events.length));
  for (const [unit, n] of acknowledged.flat()) {
    const order = (await Array.fromAsync(store.runs.read('run', unit))).map(({ event }) => event.at);
    expect(order).toEqual(countTo(order.length));
    expect(order.length).toBeGreaterThanOrEqual(n);
  }
  for (const [index, prefix] of ['a-', 'b-'].entries()) {
    expect(acknowledged[index]?.every(([unit]) => unit.startsWith(prefix))).toBe(true);
    expect(acknowledged[index]?.length).toBeGreaterThan(0);
  }
  await store.runs.append('run', 'c', [{ type: 'x', at: 1 }]);
  expect((await Array.fromAsync(store.runs.read('run'))).length).toBe(events.length + 1);
});

test('a reader in another process sees what is committed, at once', { timeout: 30_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-see-'));
  await using writer = sqliteStore({ folder });
  await using reader = sqliteStore({ folder });
  expect(await reader.runs.get('run')).toBeUndefined();
  await writer.runs.create({ id: 'run', kind: 'run', name: 'n', createdAt: 1, status: 'running', definition: {} });
  expect(await reader.runs.get('run')).toMatchObject({ id: 'run' });
  for (let n = 1; n <= 20; n += 1) {
    await writer.runs.append('run', '', [{ type: 'x', at: n }]);
    expect((await Array.fromAsync(reader.runs.read('run'))).length).toBe(n);
  }
  await writer.cache.set('k', { value: '1', storedAt: 1 });
  expect(await reader.cache.get('k', 2)).toEqual({ value: '1', storedAt: 1 });
});

function appender(folder: string, runId: string, prefix = ''): ChildProcess {
  const flags = ['--conditions=source', program, folder, runId, prefix];
  return spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** The last acknowledged number of each unit, as printed before the process was killed. */
async function killAfter(child: ChildProcess, ms: number): Promise<[string, number][]> {
  let printed = '';
  const started = Promise.withResolvers<void>();
  child.stdout?.on('data', (data: Buffer) => {
    printed += data.toString();
    started.resolve();
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  await Promise.race([started.promise, ended]);
  await new Promise((resolve) => setTimeout(resolve, ms));
  child.kill('SIGKILL');
  await ended;
  const whole = printed
    .slice(0, printed.lastIndexOf('\n') + 1)
    .trim()
    .split('\n');
  const last = whole.map((line) => line.split(' ')).map(([unit, n]): [string, number] => [unit ?? '', Number(n)]);
  return [...new Map(last)];
}

function integrity(folder: string): unknown {
  using database = new DatabaseSync(join(folder, 'sluice.db'));
  return database.prepare('PRAGMA integrity_check').get()?.['integrity_check'];
}

function countTo(n: number): number[] {
  return Array.from({ length: n }, (_, index) => index + 1);
}
