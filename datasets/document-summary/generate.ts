/** Writes documents.jsonl from the documents in parts/: `node datasets/document-summary/generate.ts`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Document, Risk } from './parts/document.ts';
import { letters } from './parts/letters.ts';
import { meetings } from './parts/meetings.ts';
import { reports } from './parts/reports.ts';

const neighbours: Readonly<Record<Risk, Risk>> = { none: 'low', low: 'none', high: 'low' };

// Kinds take turns, so that the first rows of the file are a fair sample of it.
const longest = Math.max(meetings.length, reports.length, letters.length);
const documents = Array.from({ length: longest }, (_, at) => [meetings[at], letters[at], reports[at]])
  .flat()
  .filter((document) => document !== undefined);
const rows = documents.map((document, at) => toRow(document, `D${String(at + 1).padStart(3, '0')}`));
writeFileSync(join(import.meta.dirname, 'documents.jsonl'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));

function toRow({ kind, text, title, bullets, actions, risk, facts }: Document, id: string) {
  const missing = facts.filter((fact) => !bullets.some((bullet) => bullet.includes(fact)));
  if (missing.length > 0) throw new Error(`${title}: the bullets do not say ${missing.join(', ')}`);
  const items = actions.map(([owner, task, due]) => ({ owner, task, due: due === '' ? null : due }));
  const summary = { title, bullets, action_items: items, risk };
  return {
    id,
    kind,
    text,
    expected: { risk, owners: [...new Set(items.map(({ owner }) => owner))], facts },
    reference: summary,
    confusions: [
      { ...summary, risk: neighbours[risk] },
      ...(items.length === 0 ? [] : [{ ...summary, action_items: items.slice(0, -1) }]),
      { ...summary, bullets: bullets.map((bullet) => without(bullet, facts)) },
    ],
  };
}

/** The bullet with its figures blurred. */
function without(bullet: string, facts: readonly string[]): string {
  return facts.reduce((text, fact) => text.replace(fact, 'some'), bullet);
}
