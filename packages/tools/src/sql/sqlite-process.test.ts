import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const runsHere = existsSync('/proc/self/task');

test('a statement without end does not outlive a parent that was killed', {
  skip: !runsHere,
  timeout: 60_000,
}, async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'sluice-orphan-')), 'a.sqlite');
  const program = `const { SqliteClient } = await import(${JSON.stringify(join(import.meta.dirname, 'sqlite-client.ts'))});
    const client = new SqliteClient({ file: ${JSON.stringify(file)}, readOnly: false, maxRows: 1, timeoutMs: 60000 });
    const { signal } = new AbortController();
    await client.query({ text: 'SELECT 1', params: {} }, signal);
    client.query({ text: 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c', params: {} }, signal);
    console.log('under way');`;
  const parent = spawn(process.execPath, ['--conditions=source', '--input-type=module', '-e', program]);
  await new Promise((resolve) => parent.stdout.once('data', resolve));
  const [child] = readFileSync(`/proc/${parent.pid}/task/${parent.pid}/children`, 'utf8').trim().split(' ').map(Number);
  expect(isAlive(child)).toBe(true);
  parent.kill('SIGKILL');
  await expect.poll(() => isAlive(child), { timeout: 20_000 }).toBe(false);
});

function isAlive(pid: number | undefined): boolean {
  try {
    // A zombie that nobody has collected yet is dead.
    return pid !== undefined && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
