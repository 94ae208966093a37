import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSimulator } from '@sluice/providers/testing';
import { describe, expect, test } from 'vitest';
import { projectOf, runPipeline } from './support/attack-project.ts';
import { startHttpServer } from './support/http-server.ts';
import { sluice } from './support/sluice.ts';

const secret = 'planted-s3cret/+value==';

/** Where a form of the secret stands, readable. */
function excerpts(text: string, form: string): string {
  const at = text.indexOf(form);
  return JSON.stringify(text.slice(Math.max(0, at - 160), at + form.length + 20).replaceAll(/[^ -~]+/gu, ' '));
}

describe('a secret', { timeout: 120_000 }, () => {
  const env = { API_TOKEN: secret };
  const pipeline = `
secrets: [API_TOKEN]
tools:
  api:
    http: { base_url: "http://HOST", allow_hosts: ["HOST"], auth: { bearer: API_TOKEN } }
models: { any: { use: openai/gpt-5.4-mini } }
steps:
  - { id: good, tool: api, with: { path: /echo }, cache: { ttl: 1h } }
  - { id: bad, tool: api, with: { path: /bad }, on_error: continue }
  - { id: ask, prompt: { model: any, user: "{{json steps.good.output}}" }, cache: { ttl: 1h } }
outputs: { good: "\${ steps.good.output }", ask: "\${ steps.ask.output.text }" }
`;

  test('that a server sends back is in nothing that is printed, kept, cached, exported or recorded', async () => {
    await using server = await startHttpServer(({ url, headers }) => ({
      status: url === '/bad' ? 400 : 200,
      body: {
        error: `bad token ${headers.authorization}`,
        you_sent: headers.authorization,
        as: encodeURIComponent(secret),
      },
    }));
    await using simulator = await startSimulator({
      profile: { name: 'e', models: { '*': {} }, answers: [{ echo: true }] },
    });
    const { code, folder, stdout, stderr } = await runPipeline(pipeline.replaceAll('HOST', server.host), {
      env,
      args: ['--simulate', simulator.url, '--record', 'run.jsonl', '--verbose'],
    });
    expect([code, server.arrived.length], stderr).toEqual([0, 2]);
    expect(server.arrived[0]?.headers.authorization).toBe(`Bearer ${secret}`);
    const told: string[] = [stdout, stderr, readFileSync(join(folder, 'run.jsonl'), 'utf8')];
    for (const args of [
      ['runs', 'show', 'last', '--events'],
      ['runs', 'show', 'last', '--json'],
      ['runs', 'export', 'last'],
      ['cache', 'stats', '--json'],
    ]) {
      const shown = await sluice(args, { cwd: folder });
      expect([args, shown.code]).toEqual([args, 0]);
      told.push(shown.stdout, shown.stderr);
    }
    const kept = globSync('.sluice/**/*', { cwd: folder }).filter((path) => /\.db/u.test(path));
    expect(kept.length).toBeGreaterThan(0);
    told.push(...kept.map((path) => readFileSync(join(folder, path), 'latin1')));
    const forms = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
    for (const form of forms)
      expect(told.filter((text) => text.includes(form)).map((text) => excerpts(text, form))).toEqual([]);
  });

  test('of a pipeline under evaluation is in no report and no record', async () => {
    await using server = await startHttpServer(({ headers }) => ({
      status: 200,
      body: { you: headers.authorization },
    }));
    const folder = projectOf({
      'sluice.config.yaml': 'version: 1\n',
      'p.yaml': `version: 1
inputs: { id: { type: string } }
secrets: [API_TOKEN]
tools: { api: { http: { base_url: "http://${server.host}", allow_hosts: ["${server.host}"], auth: { bearer: API_TOKEN } } } }
steps: [{ id: get, tool: api, with: { path: "/{id}", params: { id: "\${ inputs.id }" } }, output: { schema: { type: object, required: [you], properties: { you: { type: string } } } } }]
outputs: { you: "\${ steps.get.output.you }" }
`,
      'e.yaml': `version: 1
name: e
pipeline: ./p.yaml
dataset: { path: ./rows.jsonl, id: "\${ row.id }" }
inputs: { id: "\${ row.id }" }
scorers: [{ id: same, exact: { actual: "\${ output.you }", expected: x } }]
gates: [{ at_most: { metric: same, value: 90% } }]
`,
      'rows.jsonl': '{"id":"a"}\n{"id":"b"}\n',
    });
    const reports = ['r.json', 'r.jsonl', 'r.csv', 'r.md', 'r.xml'];
    const args = ['eval', 'e.yaml', '--json', '--yes', '--verbose', ...reports.flatMap((file) => ['--output', file])];
    const { stdout, stderr } = await sluice(args, { cwd: folder, env });
    expect(server.arrived.map(({ url }) => url).sort(), stderr).toEqual(['/a', '/b']);
    const kept = globSync('.sluice/**/*.db*', { cwd: folder });
    const told = [stdout, stderr, ...[...reports, ...kept].map((path) => readFileSync(join(folder, path), 'latin1'))];
    expect(told.join('')).toContain('[secret]');
    expect(told.filter((text) => text.includes(secret)).map((text) => excerpts(text, secret))).toEqual([]);
  });

  test('is reached by no expression and no template', async () => {
    for (const value of ['secrets.API_TOKEN', 'env.API_TOKEN', 'process.env', 'tools.api', 'inputs.API_TOKEN']) {
      const text = `secrets: [API_TOKEN]\nsteps: [{ id: a, transform: { set: "\${ ${value} }" } }]\n`;
      const { code, stderr } = await runPipeline(text, { env });
      expect([value, code, stderr]).toEqual([
        value,
        2,
        expect.stringMatching(/expr\/(secret|unknown-name|unknown-field)/u),
      ]);
    }
  });

  test('that is not set is named before anything is called; its value is not asked for', async () => {
    await using server = await startHttpServer(() => ({ status: 200 }));
    const { code, stdout, stderr } = await runPipeline(pipeline.replaceAll('HOST', server.host), {
      args: ['--simulate', 'x.yaml'],
      files: { 'x.yaml': 'name: x\n' },
    });
    expect([code === 0, server.arrived.length]).toEqual([false, 0]);
    expect(stdout + stderr).toContain('API_TOKEN');
  });
});
