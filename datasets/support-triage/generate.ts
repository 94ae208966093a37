/**
 * Composes tickets.jsonl from the hand-written tickets in parts/: adds greetings, contact details, signatures and
 * typing errors. Draws come from a fixed seed, so that running it again writes the same file:
 * `node datasets/support-triage/generate.ts`.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { account } from './parts/account.ts';
import { billing } from './parts/billing.ts';
import { bug } from './parts/bug.ts';
import { type Frame, frames } from './parts/frames.ts';
import { more } from './parts/more.ts';
import { other } from './parts/other.ts';
import { otherLanguages } from './parts/other-languages.ts';
import type { Category, Severity, Topic } from './parts/topic.ts';

interface Written {
  readonly topic: Topic;
  readonly severity: Severity;
  readonly subject: string;
  readonly body: string;
}

const severities: readonly Severity[] = ['low', 'normal', 'high', 'critical'];
const random = mulberry32(20261121);

const written: readonly Written[] = [...billing, ...bug, ...account, ...other, ...more, ...otherLanguages].flatMap(
  (topic) => topic.tickets.map(([severity, subject, body]) => ({ topic, severity, subject, body })),
);
const rows = shuffled(written).map((ticket, at) => toRow(ticket, `T${String(at + 1).padStart(4, '0')}`));
const folder = import.meta.dirname;
writeFileSync(join(folder, 'tickets.jsonl'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
const example = rows.find(({ language, expected }) => language === 'en' && expected.severity === 'high' && expected.removed >= 2);
writeFileSync(join(folder, 'one-ticket.json'), `${JSON.stringify({ ticket: example?.ticket }, null, 2)}\n`);

function toRow({ topic, severity, subject, body }: Written, id: string) {
  const language = topic.language ?? 'en';
  const frame = frames[language] ?? frames['en'];
  const composed = compose(body, contextual(frame as Frame, topic.category));
  const customer = `C${1000 + Math.floor(random() * 170)}`;
  return {
    id,
    ticket: { id, subject, body: composed.text, customer_id: customer },
    customer_id: customer,
    tier: pick(['free', 'team', 'team', 'business']),
    language,
    topic: topic.name,
    expected: { category: topic.category, severity, removed: composed.removed, mentions: topic.mentions },
    reference: { reply: topic.reply, confidence: Math.round((0.7 + random() * 0.27) * 100) / 100 },
    confusions: confusionsOf(topic.category, topic.confusedWith, severity),
  };
}

/** Cards and IBANs are given where money is the matter. */
function contextual(frame: Frame, category: Category): Frame {
  if (category === 'billing') return frame;
  return { ...frame, contacts: frame.contacts.filter(([text]) => !/card|paid|IBAN|Refunds|devolver|tarjeta/u.test(text)) };
}

/** Lower-case tickets were typed in a hurry: no greeting, no signature, at most a number to call. */
function compose(body: string, frame: Frame): { readonly text: string; readonly removed: number } {
  const hurried = body[0] === body[0]?.toLowerCase();
  const parts: string[] = [];
  let removed = 0;
  const add = (entry: readonly [text: string, pieces: number]): void => {
    parts.push(entry[0]);
    removed += entry[1];
  };
  if (!hurried && random() < 0.6) parts.push(pick(frame.greetings));
  parts.push(hurried && random() < 0.4 ? mistyped(body) : body);
  if (random() < 0.62) add(pick(hurried ? frame.shortContacts : frame.contacts));
  if (!hurried && random() < 0.75) add(pick(frame.signatures));
  return { text: parts.join('\n\n'), removed };
}

/** Swaps two neighbouring letters in the middle of one longer word. */
function mistyped(text: string): string {
  const words = text.split(' ');
  const long = words.flatMap((word, at) => (/^[a-z]{6,}$/u.test(word) ? [at] : []));
  const at = long[Math.floor(random() * long.length)];
  if (at === undefined) return text;
  const word = words[at] ?? '';
  const middle = 1 + Math.floor(random() * (word.length - 3));
  words[at] = word.slice(0, middle) + word[middle + 1] + word[middle] + word.slice(middle + 2);
  return words.join(' ');
}

/** Twice the neighbouring category, once the neighbouring severity, once both. */
function confusionsOf(category: Category, confusedWith: Category, severity: Severity) {
  const at = severities.indexOf(severity);
  const near = severities[at === 0 ? 1 : at - 1] ?? 'normal';
  return [
    { category: confusedWith, severity },
    { category: confusedWith, severity },
    { category, severity: near },
    { category: confusedWith, severity: near },
  ];
}

function pick<Item>(items: readonly Item[]): Item {
  return items[Math.floor(random() * items.length)] as Item;
}

function shuffled<Item>(items: readonly Item[]): readonly Item[] {
  return items
    .map((item) => ({ item, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}

function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
