import { ngrams, overlap } from './ngrams.ts';
import { type PrecisionRecall, precisionRecall } from './precision-recall.ts';

/** SQuAD's normal form: lower case, no ASCII punctuation, no articles, single spaces. */
export function squadNormal(text: string): string {
  return text
    .toLowerCase()
    .replace(/[!-/:-@[-`{-~]/gu, '')
    .replace(/(?<![\p{L}\p{N}_])(?:a|an|the)(?![\p{L}\p{N}_])/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** SQuAD's F1 over words; where a side has no word left, 1 if both are empty and else 0. */
export function squadF1(found: string, wanted: string): PrecisionRecall {
  const [mine, theirs] = [wordsOf(found), wordsOf(wanted)];
  if (mine.length === 0 || theirs.length === 0) {
    const equal = Number(mine.length === theirs.length);
    return { precision: equal, recall: equal, f1: equal };
  }
  return precisionRecall(overlap(ngrams(mine, 1), ngrams(theirs, 1)), mine.length, theirs.length);
}

/** SQuAD's exact match: equal normal forms. */
export function squadExact(found: string, wanted: string): boolean {
  return squadNormal(found) === squadNormal(wanted);
}

function wordsOf(text: string): readonly string[] {
  return squadNormal(text)
    .split(' ')
    .filter((word) => word !== '');
}
