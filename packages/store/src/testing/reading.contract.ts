import type { LogEvent, StoredEvent } from '@sluice/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Store } from '../store.ts';
import { all, at, header } from './sample-run.ts';

export function readingContract(open: () => Promise<Store>): void {
  test('lists the newest first, of a kind or a name, up to a limit', async () => {
    await using store = await open();
    const made = [header('old', { createdAt: 1 }), header('new', { createdAt: 9 }), header('same', { createdAt: 9 })];
    for (const run of [...made, header('other', { createdAt: 5, kind: 'eval', name: 'e' })])
      await store.runs.create(run);
    const ids = async (filter?: object): Promise<string[]> => (await all(store.runs.list(filter))).map(({ id }) => id);
    expect(await ids()).toEqual(['same', 'new', 'other', 'old']);
    expect(await ids({ kind: 'run' })).toEqual(['same', 'new', 'old']);
    expect(await ids({ name: 'e' })).toEqual(['other']);
    expect(await ids({ kind: 'run', limit: 2 })).toEqual(['same', 'new']);
    expect(await ids({ limit: 0 })).toEqual([]);
    expect(await ids({ kind: 'eval', name: 'nobody' })).toEqual([]);
  });

  test('reads a run, a unit, or some types, in the order appended', async () => {
    await using store = await open();
    await store.runs.create(header('a'));
    await store.runs.append('a', 'u1', [at(1, 'step-start'), at(2, 'step-end')]);
    await store.runs.append('a', 'u2', [at(3, 'step-start')]);
    await store.runs.append('a', 'u1', [at(4, 'run-end')]);
    await store.runs.append('a', 'u3', []);
    const places = (events: StoredEvent[]): unknown[] => events.map(({ seq, unit, event }) => [seq, unit, event.at]);
    expect(places(await all(store.runs.read('a')))).toEqual([
      [1, 'u1', 1],
      [2, 'u1', 2],
      [3, 'u2', 3],
      [4, 'u1', 4],
    ]);
    expect(places(await all(store.runs.read('a', 'u1')))).toEqual([
      [1, 'u1', 1],
      [2, 'u1', 2],
      [4, 'u1', 4],
    ]);
    expect(places(await all(store.runs.readTypes('a', ['step-start', 'run-end', "' OR 1=1"])))).toEqual([
      [1, 'u1', 1],
      [3, 'u2', 3],
      [4, 'u1', 4],
    ]);
    expect(await all(store.runs.readTypes('a', []))).toEqual([]);
    expect(await all(store.runs.read('a', ''))).toEqual([]);
    expect(await all(store.runs.read('nowhere'))).toEqual([]);
  });

  test('an event comes back as its JSON says, whatever the text', async () => {
    await using store = await open();
    await store.runs.create(header('a'));
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.string({ unit: 'binary' }), async (output, unit) => {
        const event = { type: 'x', at: 1, output };
        await store.runs.append('a', unit.toWellFormed(), [event]);
        const last = (await all(store.runs.read('a', unit.toWellFormed()))).at(-1);
        expect(last?.event).toEqual(JSON.parse(JSON.stringify(event)));
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  test('a reading may go on while others write and read, and sees what was there when it began', async () => {
    await using store = await open();
    await store.runs.create(header('a'));
    const big = 'x'.repeat(40_000);
    for (let n = 0; n < 100; n += 1) void store.runs.append('a', `u${n % 2}`, [{ type: 'x', at: n, big } as LogEvent]);
    await store.runs.append('a', 'u', [at(100)]);
    const seen: number[] = [];
    for await (const { event } of store.runs.read('a')) {
      if (seen.length % 25 === 0) await store.runs.append('a', 'late', [at(1000 + seen.length)]);
      if (seen.length === 30) expect(await all(store.runs.read('a', 'late'))).toHaveLength(2);
      seen.push(event.at);
    }
    expect(seen).toEqual(Array.from({ length: 101 }, (_, n) => n));
  });

  test('a reading can be left in the middle', async () => {
    await using store = await open();
    await store.runs.create(header('a'));
    await store.runs.append('a', 'u', [at(1), at(2), at(3)]);
    for await (const { event } of store.runs.read('a')) if (event.at === 1) break;
    expect(await all(store.runs.read('a'))).toHaveLength(3);
  });

  test('random interleavings keep the order of each unit and lose nothing', async () => {
    await using store = await open();
    let runs = 0;
    const plan = fc.array(fc.record({ unit: fc.nat(5), events: fc.integer({ min: 1, max: 4 }), wait: fc.nat(3) }), {
      minLength: 1,
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(plan, async (appends) => {
        runs += 1;
        const id = `random-${runs}`;
        await store.runs.create(header(id));
        const expected = new Map<string, number[]>();
        let n = 0;
        const pending: Promise<void>[] = [];
        for (const { unit, events, wait } of appends) {
          const batch = Array.from({ length: events }, (_, index) => at(n + index + 1));
          n += events;
          expected.set(`u${unit}`, [...(expected.get(`u${unit}`) ?? []), ...batch.map((event) => event.at)]);
          pending.push(store.runs.append(id, `u${unit}`, batch));
          if (wait === 1) await Promise.resolve();
          if (wait === 2) await new Promise((resolve) => setImmediate(resolve));
          if (wait === 3) await pending.at(-1);
        }
        await Promise.all(pending);
        const whole = await all(store.runs.read(id));
        expect(whole.map(({ seq }) => seq)).toEqual(Array.from({ length: n }, (_, index) => index + 1));
        expect(whole.map(({ event }) => event.at)).toEqual(Array.from({ length: n }, (_, index) => index + 1));
        for (const [unit, order] of expected) {
          expect((await all(store.runs.read(id, unit))).map(({ event }) => event.at)).toEqual(order);
        }
      }),
      { numRuns: process.env['SLUICE_PROVE'] === '1' ? 500 : 25, seed: 7 },
    );
  });
}
