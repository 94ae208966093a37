import { type AlignedEdits, alignedEdits } from './aligned-edits.ts';
import type { Segment } from './bleu.ts';
import { bestShift } from './word-shifts.ts';

/** Edits and the mean length of the references; sums over segments are those of the corpus. */
export interface EditCount {
  readonly edits: number;
  readonly words: number;
}

/** TER (Snover 2006) in percent, as sacrebleu computes it: words inserted, deleted, replaced or moved in blocks. */
export function translationEditRate(segments: readonly Segment[]): number {
  const counts = segments.map(countEdits);
  const edits = counts.reduce((sum, count) => sum + count.edits, 0);
  const words = counts.reduce((sum, count) => sum + count.words, 0);
  if (words === 0) return edits > 0 ? 100 : 0;
  return (100 * edits) / words;
}

function countEdits({ found, references }: Segment): EditCount {
  const words = wordsOf(found);
  const wanted = references.map(wordsOf);
  return {
    edits: Math.min(...wanted.map((reference) => editsBetween(words, reference))),
    words: wanted.reduce((sum, reference) => sum + reference.length, 0) / wanted.length,
  };
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
}

const maxCandidates = 1000;

/** Moves the block that saves most, as long as one does, then counts what is left. */
function editsBetween(found: readonly string[], wanted: readonly string[]): number {
  if (wanted.length === 0) return found.length;
  const known = new Map<string, AlignedEdits>();
  const align = (words: readonly string[]): AlignedEdits => {
    const key = words.join(' ');
    const edits = known.get(key) ?? alignedEdits(words, wanted);
    known.set(key, edits);
    return edits;
  };
  let words = found;
  let shifts = 0;
  let candidates = 0;
  while (true) {
    const shift = bestShift({ found: words, wanted }, align, maxCandidates - candidates);
    candidates += shift.candidates;
    if (candidates >= maxCandidates || shift.saved <= 0) break;
    shifts += 1;
    words = shift.words;
  }
  return shifts + align(words).distance;
}
