import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Block, type JsonObject, type PlanNode, type PlanOptions, planPipeline } from '@sluice/core';
import { type EvalSuite, openDataset, parseEvalSuite, prepareDataset } from '@sluice/eval';
import { loadProfile } from '@sluice/providers/testing';
import { moduleHost } from '@sluice/tools';
import { afterAll, describe, expect, test } from 'vitest';
// @boundaries-ignore the content that is tested stands in no package
import { readArticles } from '../pipelines/kb/build-kb.ts';
// @boundaries-ignore the content that is tested stands in no package
import { redactPii } from '../pipelines/lib/redact.ts';
import { repository, temporaryFolder } from './support/sluice.ts';

/** The evals that have a dataset of their own; those of the recorded sets are in a folder below. */
const names = readdirSync(join(repository, 'evals')).filter((name) => name.endsWith('.yaml'));
const modules = moduleHost({ root: repository });
afterAll(() => modules.close());

const nowhere = { line: 1, column: 1, offset: 0 };

const options: PlanOptions = {
  modules,
  files: {
    read: (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined),
    resolve: (from, relative) => resolve(from === '' ? '.' : dirname(from), relative),
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
  },
  aliases: {
    judge: {
      type: 'single',
      use: 'openai/gpt-5.4',
      params: {},
      at: { file: 'sluice.config.yaml', start: nowhere, end: nowhere },
    },
  },
};

function readSuite(name: string): EvalSuite {
  const path = join(repository, 'evals', name);
  const source = { path, text: readFileSync(path, 'utf8') };
  const parsed = parseEvalSuite(source, { ...options, environment: {}, exists: existsSync });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.diagnostics));
  expect(parsed.warnings).toEqual([]);
  return parsed.value;
}

async function rowsOf(suite: EvalSuite): Promise<readonly JsonObject[]> {
  const rows: JsonObject[] = [];
  for await (const { row } of openDataset(suite.dataset.paths)) rows.push(row as JsonObject);
  return rows;
}

/** Every step, also those inside of a map. */
function stepsOf(block: Block): readonly PlanNode[] {
  return block.nodes.flatMap((node) => {
    const inner = (node.config as { readonly block?: Block } | undefined)?.block;
    return inner === undefined ? [node] : [node, ...stepsOf(inner)];
  });
}

describe.each(names)('%s', (name) => {
  const suite = readSuite(name);
  const plan = suite.variants[0]?.plan;
  if (plan === undefined) throw new Error(`${name} has no variant`);

  test('its rows fit the pipeline, and no id comes twice', async () => {
    const checkInputs = (inputs: JsonObject): readonly string[] =>
      Object.entries(plan.inputs).flatMap(([input, { required, validate }]) =>
        inputs[input] === undefined && !required ? [] : (validate?.(inputs[input]) ?? []),
      );
    const { cases } = await prepareDataset({ suite, checkInputs });
    expect(cases).toBeGreaterThanOrEqual(60);
    const texts = (await rowsOf(suite)).map(({ id: _id, confusions: _wrong, ...row }) => JSON.stringify(row));
    expect(new Set(texts).size).toBe(cases);
  });

  test('the simulated answers are of the form that the steps demand, and wrong ones are wrong', async () => {
    const profile = await loadProfile(join(repository, 'evals/profiles', name.replace('-ci.yaml', '.yaml')));
    const ids = (await rowsOf(suite)).map(({ id }) => String(id));
    const tables = profile.answers.flatMap(({ name: step, give }) =>
      give.kind === 'table' ? [{ step, ...give.table }] : [],
    );
    expect(tables.length).toBeGreaterThan(0);
    for (const { step, rows } of tables) {
      const check = stepsOf(plan.main).find(({ id }) => id === step)?.validateOutput;
      expect(check, `${step} is no step with a schema`).toBeDefined();
      for (const id of ids) {
        const row = rows.get(id);
        expect(check?.(row?.right), `${id}, the right answer of ${step}`).toEqual([]);
        for (const wrong of row?.wrong ?? []) expect(check?.(wrong), `${id}, a wrong answer of ${step}`).toEqual([]);
        const right = row?.wrong.filter((wrong) => JSON.stringify(wrong) === JSON.stringify(row.right));
        expect(right, `${id}: wrong answers of ${step} that are right`).toEqual([]);
      }
    }
  });

  test('every model of it is in the profile', async () => {
    const profile = await loadProfile(join(repository, 'evals/profiles', name.replace('-ci.yaml', '.yaml')));
    const patterns = profile.models.map(({ pattern }) => pattern);
    const used = suite.variants
      .flatMap(({ shown }) => Object.values(shown))
      .map((reference) => reference.split('/')[1]);
    for (const model of used) expect(patterns).toContain(model);
  });
});

const datasets = readdirSync(join(repository, 'datasets'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe.each(datasets)('datasets/%s', (name) => {
  const folder = join(repository, 'datasets', name);

  test('says where its rows come from', () => {
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toMatch(/written for this project/iu);
  });

  test('is what its generator writes', () => {
    const copy = join(temporaryFolder(), name);
    cpSync(folder, copy, { recursive: true });
    execFileSync(join(repository, 'node_modules/.bin/node'), [join(copy, 'generate.ts')]);
    for (const file of readdirSync(folder).filter((file) => /\.jsonl?$/u.test(file))) {
      expect(readFileSync(join(copy, file), 'utf8'), file).toBe(readFileSync(join(folder, file), 'utf8'));
    }
  });
});

test('every personal datum of the tickets is masked, and nothing else', async () => {
  const rows = await rowsOf(readSuite('support-triage.yaml'));
  for (const { ticket, expected } of rows) {
    const { subject, body } = ticket as { readonly subject: string; readonly body: string };
    const { text, removed } = redactPii({ text: `${subject}\n\n${body}` });
    expect(removed).toBe((expected as JsonObject).removed);
    expect(text).not.toMatch(/@|\d{4}[ -]?\d{4}[ -]?\d{4}/u);
  }
});

test('the labels of the tickets are the ones that the pipeline knows, and replies say what they must', async () => {
  const rows = await rowsOf(readSuite('support-triage.yaml'));
  for (const { expected, reference } of rows) {
    const { category, severity, mentions } = expected as { category: string; severity: string; mentions: string[] };
    expect(['billing', 'bug', 'account', 'other']).toContain(category);
    expect(['low', 'normal', 'high', 'critical']).toContain(severity);
    for (const mention of mentions) expect((reference as JsonObject).reply).toContain(mention);
  }
});

test('the search index holds the articles, and questions name articles that exist', async () => {
  const folder = join(repository, 'pipelines/kb');
  const articles = readArticles(readFileSync(join(folder, 'articles.md'), 'utf8'));
  const database = new DatabaseSync(join(folder, 'kb.sqlite'), { readOnly: true });
  const stored = database.prepare('SELECT id, title, body FROM articles ORDER BY id').all();
  database.close();
  expect(stored.map((row) => ({ ...row }))).toEqual(articles);
  const ids = articles.map(({ id }) => id);
  for (const { expected } of await rowsOf(readSuite('kb-answer.yaml'))) {
    expect(ids).toEqual(expect.arrayContaining((expected as { sources: string[] }).sources));
  }
});

test('the month of posts is an input of its pipeline', () => {
  const path = join(repository, 'pipelines/social-posts.yaml');
  const planned = planPipeline({ path, text: readFileSync(path, 'utf8') }, options);
  if (!planned.ok) throw new Error(JSON.stringify(planned.diagnostics));
  const { briefs } = JSON.parse(readFileSync(join(repository, 'datasets/social-posts/november.json'), 'utf8'));
  expect(briefs).toHaveLength(30);
  expect(planned.value.inputs['briefs']?.validate?.(briefs)).toEqual([]);
});
