import { expect, test } from 'vitest';
import type { Store } from '../store.ts';
import { all, at, header } from './sample-run.ts';

export function runContract(open: () => Promise<Store>): void {
  test('gives back the header that was created', async () => {
    await using store = await open();
    const run = header('a', { finishedAt: 99, summary: { score: [1, null, 'ü'] } });
    await store.runs.create(run);
    expect(await store.runs.get('a')).toEqual(run);
    expect(await store.runs.get('b')).toBeUndefined();
  });

  test('an update changes what it names and nothing else', async () => {
    await using store = await open();
    await store.runs.create(header('a'));
    await store.runs.update('a', { status: 'succeeded' });
    expect(await store.runs.get('a')).toEqual(header('a', { status: 'succeeded' }));
    await store.runs.update('a', { finishedAt: 7, summary: { n: 1 } });
    const all = header('a', { status: 'succeeded', finishedAt: 7, summary: { n: 1 } });
    expect(await store.runs.get('a')).toEqual(all);
  });

  test('what was written cannot be changed by the one who wrote it or read it', async () => {
    await using store = await open();
    const definition = { file: 'a.yaml' };
    await store.runs.create(header('a', { definition }));
    definition.file = 'changed';
    const event = { type: 'step-end', at: 1, output: { text: 'first' } };
    const appended = store.runs.append('a', '', [event]);
    event.output.text = 'changed';
    await appended;
    expect((await store.runs.get('a'))?.definition).toEqual({ file: 'a.yaml' });
    expect((await all(store.runs.read('a')))[0]?.event).toMatchObject({ output: { text: 'first' } });
  });

  test('a second run of the same id, and changes of unknown runs, are refused; the rest of the batch is kept', async () => {
    await using store = await open();
    await store.runs.create(header('a'));
    const results = await Promise.allSettled([
      store.runs.append('a', '', [at(1)]),
      store.runs.create(header('a')),
      store.runs.append('nowhere', '', [at(2)]),
      store.runs.update('nowhere', { status: 'failed' }),
      store.runs.append('a', '', [at(3)]),
    ]);
    expect(results.map((result) => (result.status === 'fulfilled' ? 'kept' : result.reason.code))).toEqual([
      'kept',
      'store/run-exists',
      'store/unknown-run',
      'store/unknown-run',
      'kept',
    ]);
    expect((await all(store.runs.read('a'))).map(({ seq, event }) => [seq, event.at])).toEqual([
      [1, 1],
      [2, 3],
    ]);
  });

  test('a removed run is gone with its events, and its id can be used again', async () => {
    await using store = await open();
    for (const id of ['a', 'b']) {
      await store.runs.create(header(id));
      await store.runs.append(id, 'u', [at(1), at(2)]);
    }
    await store.runs.remove('a');
    await store.runs.remove('never there');
    expect(await store.runs.get('a')).toBeUndefined();
    expect(await all(store.runs.read('a'))).toEqual([]);
    expect(await all(store.runs.read('b', 'u'))).toHaveLength(2);
    await store.runs.create(header('a'));
    expect(await all(store.runs.read('a'))).toEqual([]);
    await store.runs.append('a', 'u', [at(5)]);
    expect((await all(store.runs.read('a'))).map(({ seq, event }) => [seq, event.at])).toEqual([[1, 5]]);
  });

  test('writing after close is refused; closing twice is not', async () => {
    const store = await open();
    await store.runs.create(header('a'));
    await store.close();
    await store.runs.close();
    await expect(store.runs.append('a', '', [at(1)])).rejects.toMatchObject({ code: 'store/closed' });
  });

  test('close waits for everything that was accepted before it', async () => {
    const store = await open();
    await store.runs.create(header('a'));
    const settled: number[] = [];
    const appends = [1, 2, 3].map((n) => store.runs.append('a', '', [at(n)]).then(() => settled.push(n)));
    await store.close();
    expect(settled).toEqual([1, 2, 3]);
    await Promise.all(appends);
  });
}
