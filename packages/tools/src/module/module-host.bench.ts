import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { moduleHost } from './module-host.ts';

// node --conditions=source packages/tools/src/module/module-host.bench.ts [calls] [concurrency]
const [calls = 10_000, concurrency = 100] = process.argv.slice(2).map(Number);
const root = mkdtempSync(join(tmpdir(), 'sluice-bench-'));
const file = join(root, 'redact.ts');
writeFileSync(
  file,
  `export function redact({ text }: { text: string }): object {
  return { text: text.replace(/\\d{4,}/g, '#'), removed: 1 };
}
export async function redactLater(input: { text: string }): Promise<object> { return redact(input); }
`,
);
const host = moduleHost({ root });
const input = { text: 'my order 123456 has not arrived, '.repeat(60) };
const { signal } = new AbortController();
for (const name of ['redact', 'redactLater']) {
  await everyone(name, 1000);
  const started = { at: performance.now(), cpu: process.cpuUsage() };
  await everyone(name, calls);
  const ms = performance.now() - started.at;
  const { user, system } = process.cpuUsage(started.cpu);
  const cpu = ((user + system) / 1000 / calls).toFixed(4);
  console.log(
    `${name}: ${calls} calls of 2 KB, ${concurrency} at once: ${(ms / calls).toFixed(4)} ms each, CPU ${cpu} ms each`,
  );
}
await host.close();

async function everyone(name: string, count: number): Promise<void> {
  const some = async (): Promise<void> => {
    for (let n = 0; n < count / concurrency; n += 1) await host.call({ file, name }, input, { signal });
  };
  await Promise.all(Array.from({ length: concurrency }, some));
}
