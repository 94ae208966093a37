import { commonSubsequence } from './longest-common-subsequence.ts';
import { ngrams, occurrences, overlap } from './ngrams.ts';
import { porterStem } from './porter-stem.ts';
import { type PrecisionRecall, precisionRecall } from './precision-recall.ts';

/** A candidate text and what it is compared with. */
export interface RougeTexts {
  readonly found: string;
  readonly wanted: string;
  /** Porter stems (NLTK's flavour) of words longer than three letters. Default false. */
  readonly stem?: boolean;
}

/** ROUGE-N (Lin 2004) as google-research/rouge computes it: shared runs of `order` words. */
export function rougeN({ found, wanted, stem = false }: RougeTexts, order: number): PrecisionRecall {
  const candidate = ngrams(rougeWords(found, stem), order);
  const reference = ngrams(rougeWords(wanted, stem), order);
  return precisionRecall(overlap(reference, candidate), occurrences(candidate), occurrences(reference));
}

/** ROUGE-L: the longest common subsequence of words. */
export function rougeL({ found, wanted, stem = false }: RougeTexts): PrecisionRecall {
  const candidate = rougeWords(found, stem);
  const reference = rougeWords(wanted, stem);
  return precisionRecall(commonSubsequence(reference, candidate).length, candidate.length, reference.length);
}

/** ROUGE-Lsum: lines are sentences, and each of the reference's meets the union of its matches with all others. */
export function rougeLsum({ found, wanted, stem = false }: RougeTexts): PrecisionRecall {
  const candidate = sentences(found, stem);
  const reference = sentences(wanted, stem);
  const candidateLeft = new Map(ngrams(candidate.flat(), 1));
  const referenceLeft = new Map(ngrams(reference.flat(), 1));
  let hits = 0;
  for (const sentence of reference) {
    const places = new Set(candidate.flatMap((other) => commonSubsequence(sentence, other)));
    for (const place of places) {
      const word = sentence[place] ?? '';
      const [inCandidate, inReference] = [candidateLeft.get(word) ?? 0, referenceLeft.get(word) ?? 0];
      // A word counts at most as often as either text has it.
      if (inCandidate === 0 || inReference === 0) continue;
      hits += 1;
      candidateLeft.set(word, inCandidate - 1);
      referenceLeft.set(word, inReference - 1);
    }
  }
  return precisionRecall(hits, candidate.flat().length, reference.flat().length);
}

/** Lower-case runs of ASCII letters and digits, stemmed where asked. */
function rougeWords(text: string, stem: boolean): readonly string[] {
  const words = text.toLowerCase().match(/[a-z0-9]+/gu) ?? [];
  return stem ? words.map((word) => (word.length > 3 ? porterStem(word) : word)) : words;
}

function sentences(text: string, stem: boolean): readonly (readonly string[])[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => rougeWords(line, stem));
}
