import Table from 'cli-table3';
import type { EvalResult, GateResult } from '../result/eval-result.ts';
import { formatUsd } from '../result/format.ts';
import { cell, columnsOf } from './columns.ts';
import { comparisonLine, gateAdvice, gateDetail } from './gate-lines.ts';
import { wrap } from './wrap.ts';

/** How pieces of the report are marked; the identity for a pipe. */
export interface ReportStyle {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly green: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly width: number;
}

/** The report for a terminal: verdict first; at most 50 rows in any table. */
export function renderTerminal(result: EvalResult, style: ReportStyle): string {
  return [
    `${style.bold(result.eval)}  ${verdictWord(result.verdict, style)}`,
    ...wrap(headline(result), { width: style.width }).map(style.dim),
    '',
    modelTable(result, style),
    ...gateLines('Gates', result.gates, style),
    ...gateLines('Watched', result.watch, style),
    ...differenceLines(result, style),
    ...changedLines(result, style),
    ...result.notes.flatMap((note) => wrap(note, { width: style.width }).map(style.dim)),
  ].join('\n');
}

function headline(result: EvalResult): string {
  const parts = [`${result.dataset.cases} cases`, `run ${result.run}`];
  if (result.reused.calls > 0) {
    const saved = result.reused.saved_usd === null ? '' : ` (saved ${formatUsd(result.reused.saved_usd)})`;
    parts.push(`${result.reused.calls} calls reused${saved}`);
  }
  parts.push(result.spent_usd === null ? 'spent unknown' : `spent ${formatUsd(result.spent_usd)}`);
  if (result.status === 'incomplete') parts.push(`INCOMPLETE: ${result.stopped ?? 'stopped'}`);
  return parts.join(' · ');
}

/** Variants side by side; one line for each metric, so that it fits 80 columns whatever the metrics are. */
function modelTable(result: EvalResult, style: ReportStyle): string {
  const variants = result.variants.slice(0, 50);
  const columns = columnsOf(result);
  if (fitsAcross(result, style.width)) {
    const table = plainTable(['', ...variants.map(({ name }) => title(result, name))]);
    table.push(['models', ...variants.map((variant) => modelsCell(variant).replaceAll(', ', '\n'))]);
    table.push(['ran', ...variants.map(ranCell)]);
    for (const column of columns) table.push([column.title, ...variants.map((variant) => cell(variant, column))]);
    return table.toString();
  }
  return variants
    .flatMap((variant) => [
      style.bold(title(result, variant.name)),
      ...wrap(`models          ${modelsCell(variant)}`.replaceAll(' = ', '='), {
        width: style.width,
        indent: 2,
        hanging: 18,
      }),
      `  ran             ${ranCell(variant)}`,
      ...columns.map((column) => `  ${column.title.padEnd(15)} ${cell(variant, column)}`),
    ])
    .join('\n');
}

function fitsAcross(result: EvalResult, width: number): boolean {
  const columns = columnsOf(result);
  const label = Math.max(...columns.map((column) => column.title.length), 6);
  const widths = result.variants.map((variant) =>
    Math.max(
      title(result, variant.name).length,
      ranCell(variant).length,
      ...Object.values(variant.models).map((model) => model.length),
      ...columns.map((column) => cell(variant, column).length),
    ),
  );
  return label + widths.reduce((sum, one) => sum + one + 2, 0) <= width;
}

/** The reference alone where all aliases have the same, or there is one. */
function modelsCell({ models }: EvalResult['variants'][number]): string {
  const references = new Set(Object.values(models));
  if (references.size === 1) return [...references].join('');
  return Object.entries(models)
    .map(([alias, model]) => `${alias} = ${model}`)
    .join(', ');
}

function ranCell({ cases, failed, unscored }: EvalResult['variants'][number]): string {
  const parts = [`${cases}`];
  if (failed > 0) parts.push(`${failed} failed`);
  if (unscored > 0) parts.push(`${unscored} unscored`);
  return parts.join(', ');
}

function title(result: EvalResult, name: string): string {
  return name === result.baseline && result.variants.length > 1 ? `${name} *` : name;
}

function plainTable(head: readonly string[]): Table.Table {
  const none = {
    top: '',
    'top-mid': '',
    'top-left': '',
    'top-right': '',
    bottom: '',
    'bottom-mid': '',
    'bottom-left': '',
  };
  const chars = {
    ...none,
    'bottom-right': '',
    left: '',
    'left-mid': '',
    mid: '',
    'mid-mid': '',
    right: '',
    'right-mid': '',
    middle: '  ',
  };
  return new Table({ head: [...head], chars, style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 } });
}

function gateLines(heading: string, gates: readonly GateResult[], style: ReportStyle): readonly string[] {
  if (gates.length === 0) return [];
  const lines = gates.slice(0, 50).flatMap((gate) => {
    const variant = gate.variant === null ? '' : ` (${gate.variant})`;
    const alarm = gate.broken === true ? ' - stands out of the watch list' : '';
    const word = plainWord(gate.verdict);
    const [first = '', ...more] = wrap(`${word}  ${gate.condition}${variant}${alarm}`, {
      width: style.width,
      indent: 2,
      hanging: 8,
    });
    const detail = [gateDetail(gate), gateAdvice(gate) ?? ''].filter((part) => part !== '');
    return [
      first.replace(word, () => verdictWord(gate.verdict, style)),
      ...more,
      ...detail.flatMap((part) => wrap(part, { width: style.width, indent: 6, hanging: 8 }).map(style.dim)),
    ];
  });
  return ['', style.bold(heading), ...lines];
}

/** A block for each candidate, a line for each metric. */
function differenceLines(result: EvalResult, style: ReportStyle): readonly string[] {
  const width = Math.max(...result.comparisons.map(({ metric }) => metric.length), 0);
  const blocks = Map.groupBy(result.comparisons.slice(0, 50), ({ candidate }) => candidate);
  return [...blocks].flatMap(([candidate, items]) => [
    '',
    style.bold(`${candidate} minus ${result.baseline ?? ''}, paired by case`),
    ...items.flatMap((item) =>
      wrap(`${item.metric.padEnd(width)}  ${comparisonLine(item)}`, {
        width: style.width,
        indent: 2,
        hanging: Math.min(width + 4, 24),
      }),
    ),
  ]);
}

function changedLines(result: EvalResult, style: ReportStyle): readonly string[] {
  const groups = Map.groupBy(result.changed, ({ candidate, change }) => `${candidate} ${change}`);
  if (groups.size === 0) return [];
  const lines = [...groups].flatMap(([name, cases]) => {
    const shown = cases.slice(0, 8).map((item) => item.case);
    const text = `${name} ${cases.length}: ${shown.join(', ')}${cases.length > shown.length ? ', ...' : ''}`;
    return wrap(text, { width: style.width, indent: 2, hanging: 4 });
  });
  return ['', style.bold('Changed cases'), ...lines];
}

function plainWord(verdict: EvalResult['verdict']): string {
  return verdict === 'none' ? 'no gates' : verdict.toUpperCase();
}

function verdictWord(verdict: EvalResult['verdict'], style: ReportStyle): string {
  const word = plainWord(verdict);
  switch (verdict) {
    case 'pass':
      return style.green(word);
    case 'fail':
    case 'invalid':
      return style.red(word);
    case 'inconclusive':
      return style.yellow(word);
    case 'none':
      return style.dim(word);
  }
}
