import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json, ModuleHost, ModuleRef } from '@sluice/core';
import { afterAll, describe, expect, test } from 'vitest';
import { moduleHost } from './module-host.ts';

const outer = realpathSync(mkdtempSync(join(tmpdir(), 'sluice-module-')));
const root = join(outer, 'project');
mkdirSync(join(root, 'lib'), { recursive: true });
const { signal } = new AbortController();
const hosts: ModuleHost[] = [];
const host = open({});

afterAll(() => Promise.all(hosts.map((each) => each.close())));

const good = file(
  'lib/good.ts',
  `import { twice } from './helper.ts';
interface Input { readonly n: number; readonly list?: number[] }
export function double({ n }: Input): number { return twice(n); }
export async function later(input: { ms: number }): Promise<string> {
  await new Promise((resolve) => setTimeout(resolve, input.ms));
  return 'done';
}
export const isFrozen = (input: Input): boolean => Object.isFrozen(input) && Object.isFrozen(input.list);
export function mutate(input: Input): null { (input as { n: number }).n = 2; return null; }
export function nothing(): void {}
export function big(): bigint { return 1n; }
export function fails(input: Input): never {
  throw new RangeError('no such order: ' + input.n);
}
export function throwsText(): never { throw 'just text'; }
export function prints(): number { console.log('x'.repeat(100_000)); return 1; }
export function environment(): string[] { return Object.keys(process.env); }
export function leaves(): never { process.exit(3); }
export function pollutes(): unknown { return JSON.parse('{"a":1,"__proto__":{"admin":true},"b":[{"__proto__":1}]}'); }
export const notFunction = 3;
`,
);
file('lib/helper.ts', 'export const twice = (n: number): number => n * 2;\n');
const attacks = file(
  'lib/attacks.ts',
  `export function forever(): never { for (;;); }
export async function foreverLater(): Promise<never> { await null; await new Promise((r) => setTimeout(r, 5)); for (;;); }
export function never(): Promise<never> { return new Promise((_, __) => setTimeout(() => {}, 1e6)); }
export async function obedient(_: unknown, { signal }: { signal: AbortSignal }): Promise<string> {
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
  (globalThis as { heard?: number }).heard = 1;
  return '';
}
export function heard(): boolean { return (globalThis as { heard?: number }).heard === 1; }
export function bomb(): number { const all: unknown[] = []; for (;;) all.push(new Array(10_000).fill({})); }
export async function innocent(n: number): Promise<number> { await new Promise((r) => setTimeout(r, 50)); return n; }
`,
);

describe('a call', () => {
  test('passes JSON in and out, through imports', async () => {
    expect(await call(good('double'), { n: 21 })).toBe(42);
    expect(await call(good('later'), { ms: 1 })).toBe('done');
    expect(await call(good('nothing'), null)).toBeNull();
  });

  test('gets frozen input, and gives frozen output', async () => {
    expect(await call(good('isFrozen'), { n: 1, list: [1] })).toBe(true);
    const detail = expect.stringMatching(
      /^lib\/good\.ts#mutate: TypeError: Cannot assign.* \(lib\/good\.ts:\d+:\d+\)$/,
    );
    await expect(call(good('mutate'), { n: 1 })).rejects.toMatchObject({ failure: { type: 'tool', detail } });
    const output = await call(good('pollutes'), null);
    expect([Object.isFrozen(output), JSON.stringify(output)]).toEqual([true, '{"a":1,"b":[{}]}']);
    expect(({ ...(output as object) } as { admin?: boolean }).admin).toBeUndefined();
  });

  test('says what failed, and where in the project', async () => {
    expect(await failure(good('fails'), { n: 7 })).toMatchInlineSnapshot(`
      {
        "code": "module/threw",
        "detail": "lib/good.ts#fails: RangeError: no such order: 7 (lib/good.ts:13:9)",
        "title": "module failed",
        "type": "tool",
      }
    `);
    expect(await failure(good('throwsText'), null)).toMatchObject({ detail: 'lib/good.ts#throwsText: just text' });
    expect(await failure(good('big'), null)).toMatchObject({ code: 'module/not-json' });
    expect(await failure(good('leaves'), null)).toMatchObject({ code: 'module/ended', type: 'tool' });
    expect(await call(good('double'), { n: 2 })).toBe(4);
  });

  test('of a module that does not load says why', async () => {
    const broken = file('lib/broken.ts', 'export const one = 1;\n\nexport function run() { return ;;; }\nconst = 2;\n');
    expect(await failure(broken('run'), null)).toMatchObject({
      code: 'module/load-failed',
      detail: expect.stringContaining('lib/broken.ts'),
    });
    const lost = file('lib/lost.ts', "import './not-there.ts';\nexport function run() {}\n");
    expect(await failure(lost('run'), null)).toMatchObject({ detail: expect.stringContaining('not-there.ts') });
    expect(await failure(good('notFunction'), null)).toMatchObject({ code: 'module/no-export' });
  });

  test('sees no environment, and prints nowhere', async () => {
    expect(await call(good('environment'), null)).toEqual(['NODE_NO_WARNINGS']);
    expect(await call(good('prints'), null)).toBe(1);
  });
});

describe('the project', () => {
  test('is checked: file, export, and where the file really is', () => {
    writeFileSync(join(outer, 'outside.ts'), 'export function run() {}');
    symlinkSync(join(outer, 'outside.ts'), join(root, 'lib', 'link.ts'));
    const reexport = file('lib/reexport.ts', "export * from './good.ts';\nconst a = 1;\nexport { a as renamed };\n");
    const package_ = file('lib/package.ts', "export * from 'some-package';\n");
    const problem = (module: ModuleRef): unknown => host.problem(module);
    expect(problem(good('double'))).toBeUndefined();
    expect(problem(reexport('double'))).toBeUndefined();
    expect(problem(reexport('renamed'))).toBeUndefined();
    expect(problem(package_('anything'))).toBeUndefined();
    expect(problem(good('doubel'))).toMatchObject({ kind: 'no-export', exports: expect.arrayContaining(['double']) });
    expect(problem(reexport('a'))).toMatchObject({ kind: 'no-export' });
    expect(problem({ file: join(root, 'lib', 'none.ts'), name: 'x' })).toEqual({ kind: 'no-file' });
    expect(problem({ file: join(root, '..', 'outside.ts'), name: 'run' })).toEqual({ kind: 'outside-root' });
    expect(problem({ file: join(root, 'lib', 'link.ts'), name: 'run' })).toEqual({ kind: 'outside-root' });
    expect(problem({ file: '/etc/passwd', name: 'run' })).toEqual({ kind: 'outside-root' });
  });

  test('is the border at run time too', async () => {
    const outside = { file: join(root, 'lib', 'link.ts'), name: 'run' };
    expect(await failure(outside, null)).toMatchObject({ code: 'module/outside-root', type: 'tool' });
  });

  test('has a hash for each module that follows its imports', () => {
    const alone = 'export const run = () => 1;\n';
    const single = file('lib/single.ts', alone);
    expect(host.hash(single('run'))).toBe(createHash('sha256').update(alone).digest('hex'));
    const importer = file('lib/importer.ts', "import { run } from './single.ts';\nexport const go = run;\n");
    const before = open({}).hash(importer('go'));
    file('lib/single.ts', 'export const run = () => 2;\n');
    expect(open({}).hash(importer('go'))).not.toBe(before);
    expect(before).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('limits', () => {
  const strict = open({ timeoutMs: 1500, memoryMb: 48, threads: 1 });

  test('stop an endless loop, and the next call works', async () => {
    expect(await failure(attacks('forever'), null, strict)).toMatchObject({ type: 'timeout', code: 'module/timeout' });
    expect(await call(good('double'), { n: 1 }, strict)).toBe(2);
  });

  test('stop a function that loops after waiting, and one that waits for ever', async () => {
    expect(await failure(attacks('foreverLater'), null, strict)).toMatchObject({ code: 'module/timeout' });
    expect(await failure(attacks('never'), null, strict)).toMatchObject({ code: 'module/timeout' });
    expect(await call(good('double'), { n: 1 }, strict)).toBe(2);
  });

  test('hold up no call that comes while a thread is asked whether it is blocked', async () => {
    const waiting = failure(attacks('never'), null, strict);
    const calls: Promise<Json>[] = [];
    const timer = setInterval(() => calls.push(call(good('double'), { n: 1 }, strict)), 1);
    expect(await waiting).toMatchObject({ code: 'module/timeout' });
    clearInterval(timer);
    expect(new Set(await Promise.all(calls))).toEqual(new Set([2]));
  });

  test('stop a memory bomb', async () => {
    const slow = open({ timeoutMs: 20_000, memoryMb: 48, threads: 1 });
    expect(await failure(attacks('bomb'), null, slow)).toMatchObject({ type: 'tool', code: 'module/out-of-memory' });
    expect(await call(good('double'), { n: 1 }, slow)).toBe(2);
  });

  test('never punish the others in the thread', async () => {
    const shared = open({ timeoutMs: 1000, threads: 1 });
    const others = Array.from({ length: 5 }, (_, n) => call(attacks('innocent'), n, shared));
    const looping = failure(attacks('foreverLater'), null, shared);
    const traffic = setInterval(() => void call(attacks('innocent'), 0, shared), 20);
    const more = Array.from({ length: 5 }, (_, n) => call(attacks('innocent'), n + 5, shared));
    expect(await looping).toMatchObject({ code: 'module/timeout' });
    expect(await Promise.all([...others, ...more])).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    clearInterval(traffic);
  });

  test('a cancelled call ends at once, and its function hears of it', async () => {
    const one = open({ threads: 1 });
    const controller = new AbortController();
    const pending = one.call(attacks('obedient'), null, { signal: controller.signal });
    await call(good('double'), { n: 1 }, one);
    controller.abort();
    await expect(pending).rejects.toMatchObject({ failure: { type: 'cancelled' } });
    await expect.poll(() => call(attacks('heard'), null, one)).toBe(true);
    await expect(one.call(good('double'), null, { signal: controller.signal })).rejects.toMatchObject({
      failure: { type: 'cancelled' },
    });
  });

  test('a cancelled call that loops gives its thread back', async () => {
    const one = open({ threads: 1 });
    const controller = new AbortController();
    const pending = one.call(attacks('forever'), null, { signal: controller.signal });
    setTimeout(() => controller.abort(), 100);
    await expect(pending).rejects.toMatchObject({ failure: { type: 'cancelled' } });
    expect(await call(good('double'), { n: 1 }, one)).toBe(2);
  });

  test('closing cancels what is under way', async () => {
    const closed = open({});
    const pending = [call(attacks('never'), null, closed), call(attacks('forever'), null, closed)];
    setTimeout(() => void closed.close(), 50);
    for (const result of await Promise.allSettled(pending)) {
      expect(result).toMatchObject({ status: 'rejected', reason: { failure: { type: 'cancelled' } } });
    }
  });
});

function open(options: object): ModuleHost {
  const opened = moduleHost({ root, ...options });
  hosts.push(opened);
  return opened;
}

function file(path: string, text: string): (name: string) => ModuleRef {
  writeFileSync(join(root, path), text);
  return (name) => ({ file: join(root, path), name });
}

function call(module: ModuleRef, input: Json, by: ModuleHost = host): Promise<Json> {
  return by.call(module, input, { signal });
}

async function failure(module: ModuleRef, input: Json, by: ModuleHost = host): Promise<unknown> {
  return by.call(module, input, { signal }).then(
    (output) => ({ output }),
    (error) => error.failure ?? error,
  );
}
