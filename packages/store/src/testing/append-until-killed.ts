import { sqliteStore } from '../sqlite/sqlite-store.ts';

// A program: appends to a run for ever, and prints `unit number` when an append was acknowledged.
const [folder = '', runId = '', prefix = ''] = process.argv.slice(2);
const { runs } = sqliteStore({ folder });
const definition = { made: 'by append-until-killed' };
await runs
  .create({ id: runId, kind: 'run', name: 'kill', createdAt: 1, status: 'running', definition })
  .catch((error) => {
    if (error.code !== 'store/run-exists') throw error;
  });
await Promise.all(Array.from({ length: 20 }, (_, index) => appendForEver(`${prefix}u${index}`)));

async function appendForEver(unit: string): Promise<never> {
  for (let n = 1; ; n += 1) {
    await runs.append(runId, unit, [
      { type: 'step-end', at: n, output: 'x'.repeat(n % 3000) } as { type: string; at: number },
    ]);
    process.stdout.write(`${unit} ${n}\n`);
  }
}
