import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelProvider } from '@sluice/core';
import { anthropicProvider, googleProvider, openaiProvider } from '@sluice/providers';
import { type Simulator, startSimulator } from '@sluice/providers/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FaultRun, runFaulty } from './support/fault-runs.ts';
import { repository } from './support/sluice.ts';

const faults = [
  'error_400',
  'error_401',
  'error_403',
  'error_404',
  'error_context_length',
  'error_429',
  'error_429_no_retry_after',
  'error_quota',
  'error_500',
  'error_503',
  'error_529',
  'error_in_stream',
  'hang',
  'hang_in_stream',
  'reset',
  'cut_stream',
  'end_early',
  'malformed_json',
  'empty_body',
  'slow_drip',
  'refusal',
  'content_filter',
  'truncated',
] as const;

const apiKey = 'sk-fault-0123456789';

const wires: readonly (readonly [string, (urls: Simulator['baseUrls']) => ModelProvider])[] = [
  ['Chat', ({ openai }) => openaiProvider({ name: 'p', api: 'chat', apiKey, baseUrl: openai, compatible: 'openai' })],
  [
    'Responses',
    ({ openai }) => openaiProvider({ name: 'p', api: 'responses', apiKey, baseUrl: openai, compatible: 'openai' }),
  ],
  ['Messages', ({ anthropic }) => anthropicProvider({ name: 'p', apiKey, baseUrl: anthropic })],
  ['Gemini', ({ google }) => googleProvider({ name: 'p', apiKey, baseUrl: google })],
];

let simulator: Simulator;
let open: readonly (readonly [string, ModelProvider])[];

beforeAll(async () => {
  const models = faults.flatMap((kind) => {
    const rule = { kind, retry_after: '3s', pause: '1ms' };
    return [
      [`always-${kind}`, { faults: [rule] }],
      [`once-${kind}`, { faults: [{ ...rule, times_per_request: 1 }] }],
    ];
  });
  const answers = [{ text: 'one two three four five six' }];
  simulator = await startSimulator({
    profile: { tokens: 'approximate', models: { ...Object.fromEntries(models), plain: {} }, answers },
  });
  open = wires.map(([name, make]) => [name, make(simulator.baseUrls)]);
  // The SDKs are loaded before anything is timed.
  const step = { text: 'warm up', streamed: false, attemptTimeoutMs: undefined };
  for (const [, provider] of open) await runFaulty({ ...step, model: provider.model('plain') });
});

afterAll(async () => {
  await Promise.all(open.map(([, provider]) => provider.close?.()));
  await simulator.close();
});

type Fault = (typeof faults)[number];

interface Pair {
  readonly always: FaultRun;
  readonly once: FaultRun;
}

async function meet(fault: Fault, provider: ModelProvider, way: { wire: string; streamed: boolean }): Promise<Pair> {
  const run = (often: string): Promise<FaultRun> =>
    runFaulty({
      model: provider.model(`${often}-${fault}`),
      text: `${way.wire} ${way.streamed}`,
      streamed: way.streamed,
      attemptTimeoutMs: fault.startsWith('hang') ? 2000 : undefined,
    });
  const [always, once] = await Promise.all([run('always'), run('once')]);
  return { always, once };
}

const times = (calls: number): string => (calls === 1 ? '1 call' : `${calls} calls`);

function cell({ always, once }: Pair): string {
  if (always.status === 'succeeded') return `answered, ${times(always.calls)}`;
  const wait = always.waitMs >= 3000 ? ` after ${always.waitMs / 1000} s each` : '';
  const seen = [...new Set([...always.seen, always.failure])].map((type) => `\`${type}\``).join(', ');
  const told = `${seen}, ${times(always.calls)}${wait}`;
  return once.status === 'succeeded' ? `${told}; once: answered by call ${once.calls}` : told;
}

async function row(fault: Fault): Promise<readonly string[]> {
  const ways = await Promise.all(
    [false, true].map((streamed) => {
      return Promise.all(open.map(async ([wire, provider]) => cell(await meet(fault, provider, { wire, streamed }))));
    }),
  );
  const [whole = [], streams = []] = ways;
  if (whole.join() === streams.join()) return [line(fault, '', whole)];
  return [line(fault, 'whole', whole), line(fault, 'streamed', streams)];
}

function line(fault: string, way: string, cells: readonly string[]): string {
  const same = new Set(cells).size === 1 ? [cells[0] ?? '', '″', '″', '″'] : cells;
  return `| \`${fault}\`${way === '' ? '' : `, ${way}`} | ${same.join(' | ')} |`;
}

test('the table of faults in docs/providers.md is what the engine sees and does', { timeout: 120_000 }, async () => {
  // Hanging answers wait for their timeout while the others are met one by one.
  const hanging = new Map(faults.filter((fault) => fault.startsWith('hang')).map((fault) => [fault, row(fault)]));
  const rows: string[] = [];
  for (const fault of faults) rows.push(...(await (hanging.get(fault) ?? row(fault))));
  const head = ['| fault | Chat | Responses | Messages | Gemini |', '|---|---|---|---|---|'];
  const file = join(repository, 'docs', 'providers.md');
  const [before = '', rest = ''] = readFileSync(file, 'utf8').split('<!-- faults -->\n');
  const [, after = ''] = rest.split('<!-- end of faults -->\n');
  expect(after, 'the page has a place for the table').not.toBe('');
  const table = [...head, ...rows].join('\n');
  const page = `${before}<!-- faults -->\n${table}\n<!-- end of faults -->\n${after}`;
  await expect(page).toMatchFileSnapshot(file);
});

test('the table leaves no fault out', () => {
  const page = readFileSync(join(repository, 'docs', 'simulator.md'), 'utf8');
  const [, section = ''] = page.split('### Faults');
  const named = [
    ...section.matchAll(
      /`((?:error|hang|cut|end|malformed|empty|slow)_?\w*|reset|truncated|refusal|content_filter|hang)`/gu,
    ),
  ];
  expect(named.length).toBeGreaterThanOrEqual(faults.length);
  expect(named.map(([, name]) => name).filter((name) => !faults.some((fault) => fault === name))).toEqual([]);
});
