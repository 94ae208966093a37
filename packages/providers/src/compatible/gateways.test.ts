import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gatewayAt, gatewayNamed, gatewayNames } from './find-gateway.ts';
import { gateways } from './gateways.ts';

test('every name and alias finds its own row, and no two rows share one', () => {
  const names = gateways.flatMap(({ name, aliases }) => [name, ...aliases]);
  expect(new Set(names).size).toBe(names.length);
  for (const row of gateways) {
    for (const name of [row.name, ...row.aliases]) expect(gatewayNamed(name)).toBe(row);
  }
  expect(gatewayNamed('nonesuch')).toBeUndefined();
  expect(gatewayNames).toContain('custom');
});

test('every address is recognised as its own row', () => {
  for (const row of gateways) {
    if (row.baseUrl !== undefined && row.hosts !== undefined) expect(gatewayAt(row.baseUrl), row.name).toBe(row);
  }
});

test.for([
  ['https://a.openai.azure.com', 'azure'],
  ['https://a.services.ai.azure.com/models', 'azure'],
  ['https://api.together.xyz/v1', 'together'],
  ['http://127.0.0.1:11434/v1', 'ollama'],
  ['http://127.0.0.1:8000/v1', 'custom'],
  ['https://api.openai.com.evil.example/v1', 'custom'],
  ['https://notgroq.com/v1', 'custom'],
  ['no url', 'custom'],
])('%s is %s', ([url = '', name]) => {
  expect(gatewayAt(url).name).toBe(name);
});

test('the reference page lists every row with its address and key', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../../docs/providers.md'), 'utf8');
  const lines = page.split('\n');
  for (const { name, baseUrl, keyVariable } of gateways) {
    const line = lines.find((each) => each.startsWith(`| \`${name}\``)) ?? '';
    expect(line, name).toContain(baseUrl ?? 'give `base_url`');
    expect(line, name).toContain(keyVariable ?? '–');
  }
});
