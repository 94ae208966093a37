import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { modelFinder } from './find-model.ts';
import { loadProfile } from './load-profile.ts';
import { ProfileError } from './profile-error.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-profile-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('reads a YAML file with its tables beside it', async () => {
  await writeFile(
    join(folder, 'answers.jsonl'),
    '{"key":"T1","right":"a","wrong":["b"]}\n\n{"key":"T2","right":{"x":1}}\n',
  );
  await writeFile(join(folder, 'dataset.jsonl'), '{"id":7,"expected":{"label":"bug","team":"core"}}\n');
  const path = join(folder, 'profile.yaml');
  await writeFile(
    path,
    `name: triage
seed: 7
tokens: approximate
difficulty: 0.4
models:
  gpt-5.4:
    latency: { first_token: 20ms, jitter: lognormal 0.3, tokens_per_second: 400 }
    rate_limit: { requests_per_minute: 6000 }
    faults: [{ kind: error_429, rate: 0.01, retry_after: 1.5s }]
  "gpt-*": { latency: 1s }
answers:
  - { match: { regex: "(T\\\\d)" }, table: answers.jsonl, quality: { "gpt-*": 0.9 } }
  - { match: { regex: "#(\\\\d)", from: system }, table: { file: dataset.jsonl, key: id, right: { label: expected.label } } }
  - { text: hello }
`,
  );
  const profile = await loadProfile(path);
  expect(profile).toMatchObject({ name: 'triage', seed: 7, tokens: 'approximate', difficulty: 0.4 });
  const find = modelFinder(profile);
  expect(find('gpt-5.4')).toMatchObject({
    latency: { firstTokenMs: 20, jitter: { shape: 'lognormal', spread: 0.3 }, tokensPerSecond: 400 },
    limits: { requestsPerMinute: 6000, burst: 1 },
    faults: [{ kind: 'error_429', rate: 0.01, retryAfterMs: 1500 }],
  });
  expect(find('gpt-4.1')?.latency.firstTokenMs).toBe(1000);
  expect(find('claude')).toBeUndefined();
  const tables = profile.answers.map((rule) => (rule.give.kind === 'table' ? [...rule.give.table.rows] : rule.give));
  expect(tables).toEqual([
    [
      ['T1', { right: 'a', wrong: ['b'] }],
      ['T2', { right: { x: 1 }, wrong: [] }],
    ],
    [['7', { right: { label: 'bug' }, wrong: [] }]],
    { kind: 'text', text: 'hello' },
  ]);
  expect(await loadProfile(profile)).toBe(profile);
});

test('reports everything that is wrong at once, each at its place, with what was meant', async () => {
  const error = await loadProfile(
    {
      sead: 7,
      tokens: 'exakt',
      difficulty: 2,
      models: {
        m: {
          latency: { first_token: 'fast', jitter: 'gauss 1' },
          quality: 1.5,
          faults: [{ kind: 'error_428' }, { rate: 'often' }],
        },
      },
      answers: [
        { match: { regex: '(' }, text: 'x', json: {} },
        { table: [{ key: 'a', right: 'b' }] },
        { match: { regex: '(a)' }, table: [{ right: 'b' }] },
        { match: { regex: '(a)' }, table: 'nowhere.jsonl' },
        { when: { sistem: 'x' }, echo: true },
      ],
    },
    folder,
  ).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ProfileError);
  expect((error as ProfileError).message.replaceAll(folder, 'FOLDER')).toMatchInlineSnapshot(`
    "the simulator profile given is invalid:
      - the profile: \`sead\` is unknown; did you mean \`seed\`?
      - answers[0]: needs exactly one of table, text, json, echo, schema, refusal, tool_calls, has text and json
      - answers[0].match.regex: is not a regular expression: Invalid regular expression: /(/u: Unterminated group
      - answers[1]: a table needs \`match: { regex: ... }\`: its first group is the key of the case
      - answers[2].table: row 1 needs \`key\` (a text or a number) and \`"right"\`
      - answers[3].table: FOLDER/nowhere.jsonl: ENOENT: no such file or directory, open 'FOLDER/nowhere.jsonl'
      - answers[4].when: \`sistem\` is unknown; did you mean \`system\`?
      - tokens: \`exakt\` is none of exact, approximate; did you mean \`exact\`?
      - difficulty: must be between 0 and 1, is 2
      - models.m.latency.first_token: must be a time such as 20ms or 1.5s, is "fast"
      - models.m.latency.jitter: must be \`none\`, \`lognormal SIGMA\` or \`uniform SHARE\`, such as \`lognormal 0.3\`
      - models.m.faults[0].kind: \`error_428\` is none of error_400, error_401, error_403, error_404, error_context_length, error_429, error_429_no_retry_after, error_quota, error_500, error_503, error_529, error_in_stream, hang, hang_in_stream, reset, cut_stream, end_early, malformed_json, slow_drip, empty_body, refusal, content_filter, truncated; did you mean \`error_429\`?
      - models.m.faults[1]: needs a \`kind\`
      - models.m.faults[1].rate: must be a number, is string "often"
      - models.m.quality: must be between 0 and 1, is 1.5"
  `);
});

test('a file that is missing or no YAML is a problem too', async () => {
  await expect(loadProfile(join(folder, 'none.yaml'))).rejects.toThrow(/none\.yaml is invalid:\n {2}- ENOENT/u);
  await writeFile(join(folder, 'broken.yaml'), 'models: [');
  await expect(loadProfile(join(folder, 'broken.yaml'))).rejects.toThrow(ProfileError);
  await writeFile(join(folder, 'broken.jsonl'), '{"key":"a","right":1}\n{oops\n');
  const rule = { match: { regex: '(a)' }, table: 'broken.jsonl' };
  await expect(loadProfile({ answers: [rule] }, folder)).rejects.toThrow(/broken\.jsonl:2: /u);
});
