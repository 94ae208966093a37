import { expect } from 'vitest';
import {
  bleuOf,
  bleuStatistics,
  corpusBleu,
  type Segment,
  sentenceBleu,
  sumBleu,
} from '../../src/text-similarity/bleu.ts';
import { corpusChrf, sentenceChrf } from '../../src/text-similarity/chrf.ts';
import { editDistance, editSimilarity } from '../../src/text-similarity/edit-distance.ts';
import { jaro, jaroWinkler } from '../../src/text-similarity/jaro-winkler.ts';
import { mathEquivalent } from '../../src/text-similarity/math-equivalence.ts';
import { type RougeTexts, rougeL, rougeLsum, rougeN } from '../../src/text-similarity/rouge.ts';
import { squadExact, squadF1, squadNormal } from '../../src/text-similarity/squad.ts';
import { translationEditRate } from '../../src/text-similarity/translation-edit-rate.ts';
import type { Check, Row } from '../golden-stats/check.ts';
import { scoreBy, valueBy } from '../score-by.ts';
import type { GoldenSections } from './sections.ts';

/** Texts compared with texts. */
export const textSections: GoldenSections = {
  'rouge.published_cases': rougePublished,
  'rouge.derived_cases': rougeDerived,
  'bleu.signature_defaults': (text, check) => check.equal('defaults', text, 'case:mixed|eff:no|tok:13a|smooth:exp'),
  'bleu.corpus_cases': bleuCorpus,
  'bleu.max_order': (row, check) =>
    check.within('bleu', corpusBleu(streams(row), { maxOrder: row.order }), row.expected_2dp, 0.005000001),
  'bleu.from_statistics': (row, check) => {
    const statistics = { counts: row.counts, totals: row.totals, length: row.sys_len, referenceLength: row.ref_len };
    // The golden value is a share, to ten digits.
    check.within('bleu', bleuOf(statistics) / 100, row.bleu, 1e-10);
  },
  'bleu.sentence_cases': bleuSentence,
  'bleu.derived_sentence': async (row, check) => {
    check.same('function', sentenceBleu(pair(row)), row.bleu);
    check.same('scorer', 100 * (await valueBy('bleu', { config: { expected: row.ref }, output: row.hyp })), row.bleu);
  },
  'bleu.derived_corpus': bleuDerivedCorpus,
  'chrf.published_corpus_chrF3_eps_smoothing': (row, check) =>
    check.within('chrF3', corpusChrf(pairs(row), { beta: 3, everyOrder: true }), row.expected, row.tolerance),
  'chrf.published_effective_order': (row, check) => check.same('chrF2', corpusChrf(pairs(row)), row.expected),
  'chrf.derived': async (row, check) => {
    check.same('chrF2', sentenceChrf(pair(row)), row.chrF2);
    check.same('chrF++', sentenceChrf(pair(row), { wordOrder: 2 }), row.chrFpp);
    const config = { expected: row.ref, word_order: 2 };
    check.same('scorer', 100 * (await valueBy('chrf', { config, output: row.hyp })), row.chrFpp);
  },
  'chrf.derived_corpus': (row, check, golden) => {
    check.equal('over', row.over, 'bleu.derived_corpus');
    const segments = streams(golden.bleu?.derived_corpus as Row);
    check.same('chrF2', corpusChrf(segments), row.chrF2);
    check.same('chrF++', corpusChrf(segments, { wordOrder: 2 }), row.chrFpp);
  },
  'ter.published': (row, check) => check.same('ter', translationEditRate(pairs(row)), row.expected),
  'ter.derived': async (row, check) => {
    check.same('ter', translationEditRate([pair(row)]), row.ter);
    const value = await valueBy('ter', { config: { expected: row.ref }, output: row.hyp });
    check.within('scorer', value, Math.max(0, 1 - row.ter / 100), 1e-12);
  },
  'ter.derived_corpus': (row, check, golden) => {
    check.equal('over', row.over, 'bleu.derived_corpus');
    check.same('ter', translationEditRate(streams(golden.bleu?.derived_corpus as Row)), row.ter);
  },
  'squad_em_f1.cases': squad,
  'math_is_equiv.published': math,
  'math_is_equiv.derived': math,
  'levenshtein.cases': edits,
  'levenshtein.jaro': async (row, check) => {
    check.same('jaro', jaro(row.a, row.b), row.jaro);
    check.same('jaro_winkler', jaroWinkler(row.a, row.b), row.jaro_winkler);
    const config = { expected: row.a, method: 'jaro_winkler' };
    check.same('scorer', await valueBy('similarity_ratio', { config, output: row.b }), row.jaro_winkler);
  },
};

function rougeOf(type: string, texts: RougeTexts) {
  if (type === 'rougeL') return rougeL(texts);
  if (type === 'rougeLsum') return rougeLsum(texts);
  const order = /^rouge(\d)$/u.exec(type)?.[1];
  if (order === undefined) throw new Error(`golden-scorers.json has a ROUGE of unknown type: ${type}`);
  return rougeN(texts, Number(order));
}

async function rougeScorer(type: string, { found, wanted, stem = false }: RougeTexts): Promise<number> {
  const config = { expected: wanted, stem };
  if (type === 'rougeL') return await valueBy('rouge_l', { config, output: found });
  if (type === 'rougeLsum') return await valueBy('rouge_l', { config: { ...config, sentences: true }, output: found });
  return await valueBy('rouge_n', { config: { ...config, n: Number(type.slice(5)) }, output: found });
}

async function rougePublished(row: Row, check: Check): Promise<void> {
  const texts = { found: row.prediction, wanted: row.reference, stem: row.stemmer };
  const { precision, recall, f1 } = rougeOf(row.type, texts);
  check.within(`${row.type} precision`, precision, row.expected.precision, row.tolerance);
  check.within(`${row.type} recall`, recall, row.expected.recall, row.tolerance);
  check.within(`${row.type} f`, f1, row.expected.fmeasure, row.tolerance);
  check.within(`${row.type} scorer`, await rougeScorer(row.type, texts), row.expected.fmeasure, row.tolerance);
}

async function rougeDerived(row: Row, check: Check): Promise<void> {
  for (const [variant, stem] of [
    ['plain', false],
    ['stemmed', true],
  ] as const) {
    for (const [type, golden] of Object.entries(row[variant] as Record<string, number[]>)) {
      const texts = { found: row.prediction, wanted: row.reference, stem };
      const { precision, recall, f1 } = rougeOf(type, texts);
      check.same(`${row.id} ${variant} ${type} precision`, precision, golden[0]);
      check.same(`${row.id} ${variant} ${type} recall`, recall, golden[1]);
      check.same(`${row.id} ${variant} ${type} f`, f1, golden[2]);
      check.same(`${row.id} ${variant} ${type} scorer`, await rougeScorer(type, texts), golden[2]);
    }
  }
}

function bleuCorpus(row: Row, check: Check): void {
  const { tokenize, smooth_method: smoothing, ...others } = row.options as Row;
  check.equal('options are known', Object.keys(others).length, 0);
  const options = { ...(tokenize ? { tokeniser: tokenize } : {}), ...(smoothing ? { smoothing } : {}) };
  check.within('bleu', corpusBleu(streams(row), options), row.expected, row.tolerance);
}

function bleuSentence(row: Row, check: Check): void {
  const score = sentenceBleu(pair(row), {
    tokeniser: row.tokenize,
    smoothing: row.smooth_method,
    lowercase: row.lowercase,
    ...(row.smooth_value === null ? {} : { smoothingValue: row.smooth_value }),
  });
  check.same('executed', score, row.executed);
  check.within('published', score, row.published, 1e-3);
}

function bleuDerivedCorpus(row: Row, check: Check): void {
  const segments = streams(row);
  const sums = sumBleu(segments.map((segment) => bleuStatistics(segment, {})));
  check.equal('segments', segments.length, row.ids.length);
  check.same('bleu', corpusBleu(segments), row.bleu);
  check.equal('counts', JSON.stringify(sums.counts), JSON.stringify(row.counts));
  check.equal('totals', JSON.stringify(sums.totals), JSON.stringify(row.totals));
  check.equal('length', sums.length, row.sys_len);
  check.equal('reference length', sums.referenceLength, row.ref_len);
  check.same('brevity', Math.min(1, Math.exp(1 - sums.referenceLength / sums.length)), row.bp);
}

async function squad(row: Row, check: Check): Promise<void> {
  const graded = { config: { expected: row.gold }, output: row.pred };
  if ('normalized_gold' in row) {
    check.equal('normal gold', squadNormal(row.gold), row.normalized_gold);
    check.equal('normal pred', squadNormal(row.pred), row.normalized_pred);
  }
  check.equal('exact', Number(squadExact(row.pred, row.gold)), row.exact);
  check.same('f1', squadF1(row.pred, row.gold).f1, row.f1);
  check.same('f1 scorer', await valueBy('f1', graded), row.f1);
  check.equal('exact scorer', await valueBy('exact_match', graded), row.exact);
}

async function math(row: Row, check: Check): Promise<void> {
  // A missing answer is a failed case here, never a comparison: its scorer is unscored without a reference.
  if (row.a === null || row.b === null) {
    const score = await scoreBy('math_equals', { config: { expected: null }, output: row.b });
    expect(score.scored).toBe(false);
    check.equal('missing', row.equal, row.a === row.b);
    return;
  }
  check.equal(`${row.a} = ${row.b}`, mathEquivalent(row.a, row.b), row.equal);
  const value = await valueBy('math_equals', { config: { expected: row.b }, output: row.a });
  check.equal(`${row.a} = ${row.b} scorer`, value === 1, row.equal);
}

async function edits(row: Row, check: Check): Promise<void> {
  check.equal('distance', editDistance(row.a, row.b), row.distance);
  // Named for optimal string alignment; the numbers are NLTK's, which is unrestricted.
  check.equal('damerau', editDistance(row.a, row.b, { swaps: true }), row.damerau_osa);
  check.same('similarity', editSimilarity(row.a, row.b), row.similarity);
  check.same('scorer', await valueBy('levenshtein', { config: { expected: row.a }, output: row.b }), row.similarity);
  const config = { expected: row.a };
  check.same('ratio', await valueBy('similarity_ratio', { config, output: row.b }), row.similarity);
}

function pair({ hyp, ref }: Row): Segment {
  return { found: hyp, references: [ref] };
}

function pairs({ hyps, refs }: Row): readonly Segment[] {
  return hyps.map((found: string, index: number) => ({ found, references: [refs[index]] }));
}

/** References come as streams: one list for each translator. */
function streams({ hyps, refs }: Row): readonly Segment[] {
  return hyps.map((found: string, index: number) => ({
    found,
    references: refs.map((stream: string[]) => stream[index]),
  }));
}
