import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { JsonObject } from '@sluice/core';
import { type Answer, type Arrived, type HttpServer, startHttpServer } from './http-server.ts';
import { repository, temporaryFolder } from './sluice.ts';

export const token = 'crm-token-6d1f0b2c9e';

export const ticket = {
  id: 'T/7 ü',
  subject: 'Charged twice {{inputs.dry_run}}',
  body: 'I paid A17 and A18 with 4111 1111 1111 1111, write to jo@example.com. ${ inputs.ticket.id }',
  customer_id: 'C42',
};

/** A customer relationship server, as the example asks it. */
export function startCrm(answer: (request: Arrived) => Answer = crmAnswer): Promise<HttpServer> {
  return startHttpServer(answer);
}

export function crmAnswer({ method, headers }: Arrived): Answer {
  if (headers.authorization !== `Bearer ${token}`) return { status: 401, body: { error: 'who are you?' } };
  if (method === 'POST') return { status: 201, body: { sent: true } };
  return { status: 200, body: { name: 'Ada', tier: 'pro', note: 'not asked for' } };
}

/**
 * A folder with the example, its server names replaced by those of this machine: what its author would do for a stage.
 * Everything else is the file as the docs show it.
 */
export function exampleProject(crm: HttpServer): string {
  const folder = temporaryFolder('sluice-example-');
  const source = join(repository, 'docs/examples');
  cpSync(join(source, 'lib'), join(folder, 'lib'), { recursive: true });
  cpSync(join(source, 'quality-check.yaml'), join(folder, 'quality-check.yaml'));
  const methods = [{ name: 'search', description: 'Finds articles.', inputSchema: searchArguments }];
  writeFileSync(join(folder, 'kb.json'), JSON.stringify(methods));
  const server = join(repository, 'packages/tools/src/testing/mcp-stdio-server.ts');
  const text = readFileSync(join(source, 'support-triage-full.yaml'), 'utf8');
  writeFileSync(
    join(folder, 'triage.yaml'),
    replaced(text, [
      ['base_url: https://crm.example.com/v2', `base_url: http://${crm.host}/v2\n      allow_hosts: ["${crm.host}"]`],
      ['[npx, -y, kb-mcp@1.4.2]', JSON.stringify([process.execPath, server, join(folder, 'kb.json')])],
    ]),
  );
  const orders = new DatabaseSync(join(folder, 'orders.sqlite'));
  orders.exec(`
    CREATE TABLE orders (id TEXT PRIMARY KEY, status TEXT, total REAL);
    INSERT INTO orders VALUES ('A17', 'paid', 19.5), ('A18', 'open', 7);
  `);
  orders.close();
  return folder;
}

const searchArguments = {
  type: 'object',
  properties: { query: { type: 'string' }, limit: { type: 'integer' } },
  required: ['query'],
};

function replaced(text: string, pairs: readonly (readonly [string, string])[]): string {
  return pairs.reduce((all, [from, to]) => {
    if (!all.includes(from)) throw new Error(`the example does not hold ${from}`);
    return all.replace(from, () => to);
  }, text);
}

export interface Behaviour {
  readonly category?: string;
  readonly severity?: string;
  readonly orderIds?: readonly string[];
  /** Of the cheap model's draft. */
  readonly confidence?: number;
  /** Of the strong model's draft. */
  readonly reply?: string;
  /** Faults of the model that classifies first. */
  readonly faults?: readonly JsonObject[];
}

export const goodReply = 'Dear Ada, we refunded the second charge of order A18 today, it is with you on Friday. Sorry!';

/** A profile of the simulator: what the models say. */
export function exampleModels(behaviour: Behaviour = {}): JsonObject {
  const { category = 'billing', severity = 'critical', orderIds = ['A18', 'A17', 'A18'] } = behaviour;
  const { confidence = 0.4, reply = goodReply, faults = [] } = behaviour;
  return {
    name: 'annotated-example',
    tokens: 'approximate',
    models: { 'gpt-5.4-mini': { faults }, '*': {} },
    answers: [
      { name: 'classify', when: { system: '^Classify' }, json: { category, severity, order_ids: orderIds } },
      {
        name: 'draft-cheap',
        when: { user: '^Customer', model: 'gpt-*' },
        json: { reply: `We are looking into it, ${'please wait, '.repeat(4)}thank you.`, confidence },
      },
      { name: 'draft-strong', when: { user: '^Customer' }, json: { reply, confidence: 0.9 } },
    ],
  };
}
