import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteStore } from './sqlite-store.ts';

// node --conditions=source packages/store/src/sqlite/sqlite-store.bench.ts [events] [appenders] [bytes]
const [events = 50_000, appenders = 100, bytes = 2000] = process.argv.slice(2).map(Number);
const folder = await mkdtemp(join(tmpdir(), 'sluice-bench-'));
await using store = sqliteStore({ folder });
await store.runs.create({ id: 'r', kind: 'eval', name: 'b', createdAt: 1, status: 'running', definition: {} });
await everyone(appenders * 20);

const started = { at: performance.now(), cpu: process.cpuUsage() };
await everyone(events);
const ms = performance.now() - started.at;
const cpu = process.cpuUsage(started.cpu);
const each = (microseconds: number): string => (microseconds / 1000 / events).toFixed(4);
console.log(
  `${events} durable events of ${bytes} bytes, ${appenders} appenders: ${Math.round((events / ms) * 1000)}/s`,
);
console.log(
  `CPU of all threads per event: ${each(cpu.user + cpu.system)} ms (user ${each(cpu.user)}, system ${each(cpu.system)})`,
);

const readFrom = performance.now();
let read = 0;
for await (const { seq } of store.runs.read('r')) read = seq;
console.log(`read back ${read} events in ${Math.round(performance.now() - readFrom)} ms`);

async function everyone(count: number): Promise<void> {
  const output = 'lorem ipsum '.repeat(bytes / 12);
  const appendSome = async (_: unknown, appender: number): Promise<void> => {
    for (let n = 0; n < count / appenders; n += 1) {
      const event = { type: 'model-end', at: n, output };
      await store.runs.append('r', `case-${appender}-${n >> 2}`, [event]);
    }
  };
  await Promise.all(Array.from({ length: appenders }, appendSome));
}
