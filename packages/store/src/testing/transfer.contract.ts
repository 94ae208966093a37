import { expect, test } from 'vitest';
import type { Store } from '../store.ts';
import { exportRun } from '../transfer/export-run.ts';
import { importRun } from '../transfer/import-run.ts';
import { all, at, header } from './sample-run.ts';

export function transferContract(open: () => Promise<Store>): void {
  test('an exported run comes back the same in another store', async () => {
    await using from = await open();
    await using to = await open();
    const run = header('a', { status: 'succeeded', finishedAt: 9, summary: { n: 3 } });
    await from.runs.create(run);
    for (let n = 0; n < 450; n += 1) void from.runs.append('a', `u${n % 3 === 0 ? 0 : 1}`, [at(n)]);
    await from.runs.append('a', '', [at(450)]);
    const lines = await all(exportRun(from.runs, 'a'));
    expect(lines).toHaveLength(453);
    expect(await importRun(to.runs, lines)).toEqual(run);
    expect(await to.runs.get('a')).toEqual(run);
    expect(await all(to.runs.read('a'))).toEqual(await all(from.runs.read('a')));
    await expect(importRun(to.runs, lines)).rejects.toMatchObject({ code: 'store/run-exists' });
    expect(await all(to.runs.read('a'))).toHaveLength(451);
  });

  test('a damaged export is refused with its line, and leaves nothing', async () => {
    await using store = await open();
    await store.runs.create(header('a'));
    await store.runs.append('a', '', [at(1), at(2)]);
    const lines = await all(exportRun(store.runs, 'a'));
    await store.runs.remove('a');
    const damaged: readonly [string[], string][] = [
      [[], 'line 1 of the exported run: the file is empty'],
      [lines.slice(0, -1), 'line 3 of the exported run: the file is cut: its last line is missing'],
      [lines.filter((_, index) => index !== 1), 'line 3 of the exported run: 1 events were read, 2 were written'],
      [['{"schema":"other"}'], 'line 1 of the exported run: the first line must say "schema": "sluice/run-log/v1"'],
      [[lines[0]!, 'x'], 'line 2 of the exported run: this is not JSON'],
      [[lines[0]!, '{"unit":"u","event":{"at":1}}'], 'line 2 of the exported run: this is not an event'],
      [[...lines, lines[1]!], 'line 5 of the exported run: there is something after the end'],
    ];
    for (const [text, message] of damaged) {
      await expect(importRun(store.runs, text)).rejects.toMatchObject({ code: 'store/bad-run-log', message });
      expect(await store.runs.get('a')).toBeUndefined();
    }
    await expect(all(exportRun(store.runs, 'a'))).rejects.toMatchObject({ code: 'store/unknown-run' });
  });
}
