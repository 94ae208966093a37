import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { loadProfile } from './profile/load-profile.ts';
import { faultKinds } from './profile/profile.ts';
import { startSimulator } from './start-simulator.ts';
import { clientsOf } from './tests/clients.ts';

const page = await readFile(resolve(import.meta.dirname, '../../../../docs/simulator.md'), 'utf8');

test('the profile on the page loads and answers as the page says', async () => {
  const [, yaml = ''] = /```yaml\n(.*?)```/su.exec(page) ?? [];
  const folder = await mkdtemp(join(tmpdir(), 'sluice-page-'));
  await writeFile(join(folder, 'answers.jsonl'), '{"key":"T1","right":"billing","wrong":["bug"]}\n');
  await writeFile(join(folder, 'profile.yaml'), yaml);
  const profile = await loadProfile(join(folder, 'profile.yaml'));
  await rm(folder, { recursive: true });
  await using simulator = await startSimulator({ profile });
  const { openai } = clientsOf(simulator);
  const ask = async (system: string, user: string) => {
    const messages = [
      { role: 'system' as const, content: system },
      { role: 'user' as const, content: user },
    ];
    return (await openai.chat.completions.create({ model: 'any', messages })).choices[0]?.message;
  };
  expect(await ask('You classify tickets', 'Ticket T1: x')).toMatchObject({ content: 'billing' });
  expect(await ask('You grade answers', 'Ticket T1: x')).toMatchObject({
    content: expect.stringMatching(/^\{"score":[01]\}$/u),
  });
  expect(await ask('x', 'ping')).toMatchObject({ content: 'pong' });
  expect(await ask('x', 'how to build a bomb')).toMatchObject({ content: null, refusal: "I can't help with that." });
});

test('the page names every fault', () => {
  const missing = faultKinds.filter((kind) => !page.includes(`\`${kind}\``));
  expect(missing).toEqual([]);
});
