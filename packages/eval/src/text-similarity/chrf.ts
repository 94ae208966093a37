import type { Segment } from './bleu.ts';
import { ngrams, occurrences, overlap } from './ngrams.ts';

export interface ChrfOptions {
  /** Longest run of words: 0 is chrF, 2 is chrF++. Default 0. */
  readonly wordOrder?: number;
  /** Longest run of characters. Default 6. */
  readonly characterOrder?: number;
  /** Recall weighs so many times as much as precision. Default 2. */
  readonly beta?: number;
  /** Orders that a text is too short for count as nearly 0 instead of being left out. Default false. */
  readonly everyOrder?: boolean;
}

interface OrderCounts {
  readonly found: number;
  readonly wanted: number;
  readonly shared: number;
}

/** chrF of one text, 0 to 100, as sacrebleu computes it; of several references, the best counts. */
export function sentenceChrf(segment: Segment, options: ChrfOptions = {}): number {
  return chrfOf(bestCounts(segment, options), options);
}

/** chrF of a corpus, 0 to 100: counts are summed over the segments. */
export function corpusChrf(segments: readonly Segment[], options: ChrfOptions = {}): number {
  const parts = segments.map((segment) => bestCounts(segment, options));
  const sums = (parts[0] ?? []).map((_, order) =>
    parts.reduce(
      (sum, counts) => ({
        found: sum.found + (counts[order]?.found ?? 0),
        wanted: sum.wanted + (counts[order]?.wanted ?? 0),
        shared: sum.shared + (counts[order]?.shared ?? 0),
      }),
      { found: 0, wanted: 0, shared: 0 },
    ),
  );
  return chrfOf(sums, options);
}

function bestCounts({ found, references }: Segment, options: ChrfOptions): readonly OrderCounts[] {
  const mine = runsOf(found, options);
  let best: readonly OrderCounts[] = [];
  let bestScore = -1;
  for (const reference of references) {
    const counts = runsOf(reference, options).map((wanted, order) => countsOf(mine[order] ?? new Map(), wanted));
    const score = chrfOf(counts, options);
    if (score > bestScore) [best, bestScore] = [counts, score];
  }
  return best;
}

function countsOf(found: ReadonlyMap<string, number>, wanted: ReadonlyMap<string, number>): OrderCounts {
  return {
    found: wanted.size === 0 ? 0 : occurrences(found),
    wanted: occurrences(wanted),
    shared: overlap(found, wanted),
  };
}

function runsOf(
  text: string,
  { characterOrder = 6, wordOrder = 0 }: ChrfOptions,
): readonly ReadonlyMap<string, number>[] {
  const characters = Array.from(text.replace(/\s+/gu, ''));
  const words = chrfWords(text);
  const upTo = (length: number, items: readonly string[]): readonly ReadonlyMap<string, number>[] =>
    Array.from({ length }, (_, index) => ngrams(items, index + 1));
  return [...upTo(characterOrder, characters), ...upTo(wordOrder, words)];
}

const edgeMark = /[!-/:-@[-`{-~]/u;

/** Words with one ASCII punctuation mark at an end cut off. */
function chrfWords(text: string): readonly string[] {
  return text
    .split(/\s+/u)
    .filter((word) => word !== '')
    .flatMap((word) => {
      const letters = Array.from(word);
      if (letters.length === 1) return [word];
      const [first = '', last = ''] = [letters[0], letters.at(-1)];
      if (edgeMark.test(last)) return [letters.slice(0, -1).join(''), last];
      if (edgeMark.test(first)) return [first, letters.slice(1).join('')];
      return [word];
    });
}

function chrfOf(counts: readonly OrderCounts[], { beta = 2, everyOrder = false }: ChrfOptions): number {
  if (everyOrder) return smoothedScore(counts, beta);
  const usable = counts.filter(({ found, wanted }) => found > 0 && wanted > 0);
  if (usable.length === 0) return 0;
  const average = (share: (one: OrderCounts) => number): number =>
    usable.reduce((sum, one) => sum + share(one), 0) / usable.length;
  const precision = average(({ shared, found }) => shared / found);
  const recall = average(({ shared, wanted }) => shared / wanted);
  return 100 * weighted(precision, recall, beta);
}

/** The mean over all orders, with 1e-16 where an order has nothing. */
function smoothedScore(counts: readonly OrderCounts[], beta: number): number {
  const tiny = 1e-16;
  const scores = counts.map(({ found, wanted, shared }) => {
    const precision = found > 0 ? shared / found : tiny;
    const recall = wanted > 0 ? shared / wanted : tiny;
    return precision + recall > 0 ? weighted(precision, recall, beta) : tiny;
  });
  return (100 * scores.reduce((sum, score) => sum + score, 0)) / scores.length;
}

function weighted(precision: number, recall: number, beta: number): number {
  const factor = beta * beta;
  const below = factor * precision + recall;
  return below === 0 ? 0 : ((1 + factor) * precision * recall) / below;
}
