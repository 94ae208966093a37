import { keyOfModel, rowsOf } from '@sluice/corpus/replay-sets';
import type { Row } from '../golden-stats/check.ts';
import { countTrue, percent, type SetCheck } from './set-check.ts';

/** Prompts with several verifiable instructions each: official verdicts, strict and loose. */
export const instructions: SetCheck = (set, check) => {
  const dataset = set.dataset === undefined ? [] : rowsOf(set.dataset);
  const wanted = new Map(dataset.map((row) => [row.id, row.expected.instruction_id_list.length]));
  const lines: string[] = [];
  for (const [model, path] of set.outputs) {
    const rows = rowsOf(path);
    for (const row of rows) {
      check.equal(`${model} ${row.id} instructions`, row.official.strict.length, wanted.get(row.id));
      check.equal(`${model} ${row.id} loose`, row.official.loose.length, wanted.get(row.id));
      check.equal(`${model} ${row.id} flag`, row.is_correct, row.official.strict.every(Boolean));
    }
    const figure = figureOf(set.expected, model);
    const all = (mode: 'strict' | 'loose'): boolean[] => rows.map((row) => row.official[mode].every(Boolean));
    const each = (mode: 'strict' | 'loose'): boolean[] => rows.flatMap((row) => row.official[mode]);
    const counts = [all('strict'), each('strict'), all('loose'), each('loose')];
    check.equal(`${model} prompts`, rows.length, figure.prompts);
    check.equal(`${model} instructions`, each('strict').length, figure.instructions);
    for (const [index, name] of ['prompt_strict', 'inst_strict', 'prompt_loose', 'inst_loose'].entries()) {
      const flags = counts[index] ?? [];
      check.equal(`${model} ${name}`, countTrue(flags), figure.counts?.[index] ?? figure[name]);
      check.same(`${model} ${name} %`, percent(countTrue(flags), flags.length), figure[`${name}_pct`]);
    }
    if (figure.published_inst_strict_pct !== undefined) {
      const gap = Math.abs(
        percent(countTrue(each('strict')), each('strict').length) - figure.published_inst_strict_pct,
      );
      check.equal(`${model} published`, gap <= 0.1, figure['matches_published_to_0.1']);
    }
    lines.push(`${model} ${counts.map((flags) => `${countTrue(flags)}/${flags.length}`).join(' ')}`);
  }
  return lines.join('; ');
};

function figureOf(expected: Row, model: string): Row {
  const own = expected.figures[model] ?? expected[keyOfModel(model)]?.recomputed;
  if (own === undefined) throw new Error(`expected.json has no figures of ${model}`);
  return own;
}
