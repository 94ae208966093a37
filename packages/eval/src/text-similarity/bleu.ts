import { type BleuTokeniser, bleuWords } from './bleu-words.ts';
import { ngrams, occurrences, overlap } from './ngrams.ts';

export const bleuSmoothings = ['exp', 'floor', 'add-k', 'none'] as const;

export interface BleuOptions {
  readonly tokeniser?: BleuTokeniser;
  /** What becomes of orders without a match. Default `exp`, as in sacrebleu. */
  readonly smoothing?: (typeof bleuSmoothings)[number];
  /** Of `floor` (default 0.1) and `add-k` (default 1). */
  readonly smoothingValue?: number;
  /** Longest run of words. Default 4. */
  readonly maxOrder?: number;
  /** Orders longer than the text are left out: on for single sentences. */
  readonly effectiveOrder?: boolean;
  readonly lowercase?: boolean;
}

/** What BLEU is made of; sums over segments are those of the corpus. */
export interface BleuStatistics {
  /** Matches by order, clipped to the references. */
  readonly counts: readonly number[];
  /** Runs in the candidate, by order. */
  readonly totals: readonly number[];
  readonly length: number;
  /** Of the reference nearest in length. */
  readonly referenceLength: number;
}

export interface Segment {
  readonly found: string;
  readonly references: readonly string[];
}

/** BLEU of one text, 0 to 100, as sacrebleu's `sentence_bleu` computes it. */
export function sentenceBleu(segment: Segment, options: BleuOptions = {}): number {
  return bleuOf(bleuStatistics(segment, options), { effectiveOrder: true, ...options });
}

/** BLEU of a corpus, 0 to 100: the statistics of its segments are summed, not their scores. */
export function corpusBleu(segments: readonly Segment[], options: BleuOptions = {}): number {
  return bleuOf(sumBleu(segments.map((segment) => bleuStatistics(segment, options))), options);
}

export function bleuStatistics({ found, references }: Segment, options: BleuOptions): BleuStatistics {
  const cut = (text: string): readonly string[] =>
    bleuWords(options.lowercase === true ? text.toLowerCase() : text, options.tokeniser);
  const words = cut(found);
  const others = references.map(cut);
  const orders = Array.from({ length: options.maxOrder ?? 4 }, (_, index) => index + 1);
  return {
    counts: orders.map((order) =>
      overlap(ngrams(words, order), most(others.map((reference) => ngrams(reference, order)))),
    ),
    totals: orders.map((order) => occurrences(ngrams(words, order))),
    length: words.length,
    referenceLength: nearest(
      words.length,
      others.map((reference) => reference.length),
    ),
  };
}

export function sumBleu(parts: readonly BleuStatistics[]): BleuStatistics {
  const add = (one: readonly number[], other: readonly number[]): readonly number[] =>
    other.map((value, index) => value + (one[index] ?? 0));
  return parts.reduce(
    (sum, part) => ({
      counts: add(sum.counts, part.counts),
      totals: add(sum.totals, part.totals),
      length: sum.length + part.length,
      referenceLength: sum.referenceLength + part.referenceLength,
    }),
    { counts: [], totals: [], length: 0, referenceLength: 0 },
  );
}

/** The score of summed statistics, 0 to 100. */
export function bleuOf({ counts, totals, length, referenceLength }: BleuStatistics, options: BleuOptions = {}): number {
  if (!counts.some((count) => count > 0)) return 0;
  const precisions: number[] = [];
  const smooth = smoother(options);
  for (const [index, count] of counts.entries()) {
    const precision = smooth(count, totals[index] ?? 0, index);
    if (precision === undefined) break;
    precisions.push(precision);
  }
  const orders = options.effectiveOrder === true ? precisions.length : counts.length;
  if (precisions.length < orders || precisions.some((precision) => precision === 0)) return 0;
  const logs = precisions.reduce((sum, precision) => sum + Math.log(precision), 0);
  const brevity = length >= referenceLength ? 1 : Math.exp(1 - referenceLength / length);
  return 100 * brevity * Math.exp(logs / orders);
}

type Smoother = (count: number, total: number, index: number) => number | undefined;

/** The precision of an order; `undefined` where the text has no run that long. */
function smoother({ smoothing = 'exp', smoothingValue }: BleuOptions): Smoother {
  const extra = smoothing === 'add-k' ? (smoothingValue ?? 1) : 0;
  let halving = 1;
  return (count, total, index) => {
    const added = index > 0 ? extra : 0;
    if (total + added === 0) return undefined;
    if (count + added > 0) return (count + added) / (total + added);
    if (smoothing === 'floor') return (smoothingValue ?? 0.1) / total;
    if (smoothing !== 'exp') return 0;
    halving *= 2;
    return 1 / (halving * total);
  };
}

function most(all: readonly ReadonlyMap<string, number>[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const one of all) {
    for (const [key, count] of one) counts.set(key, Math.max(count, counts.get(key) ?? 0));
  }
  return counts;
}

/** Of two lengths equally near, the shorter. */
function nearest(length: number, references: readonly number[]): number {
  return references.reduce((best, candidate) => {
    const gap = Math.abs(candidate - length) - Math.abs(best - length);
    return gap < 0 || (gap === 0 && candidate < best) ? candidate : best;
  }, references[0] ?? 0);
}
