import type { EvalResult, GateResult } from '../result/eval-result.ts';
import { formatUsd } from '../result/format.ts';
import { cell, columnsOf } from './columns.ts';
import { comparisonLine, gateAdvice, gateDetail } from './gate-lines.ts';

const marks = { pass: '✅ pass', fail: '❌ fail', inconclusive: '❔ inconclusive', invalid: '⚠️ invalid' } as const;

/** The report as GitHub Markdown: verdict first, then the models, the gates, the differences and the changed cases. */
export function renderMarkdown(result: EvalResult): string {
  return [
    `# ${escaped(result.eval)}: ${result.verdict === 'none' ? 'no gates' : marks[result.verdict]}`,
    '',
    summary(result),
    '',
    ...modelTable(result),
    ...gateTable('Gates', result.gates),
    ...gateTable('Watched (never blocks)', result.watch),
    ...differences(result),
    ...changed(result),
    ...provenance(result),
  ].join('\n');
}

function summary(result: EvalResult): string {
  const parts = [`${result.dataset.cases} cases`, `${result.variants.length} variants`];
  if (result.repeat > 1) parts.push(`${result.repeat} samples of each`);
  if (result.reused.calls > 0) parts.push(`${result.reused.calls} calls reused`);
  parts.push(result.spent_usd === null ? 'spent: unknown' : `spent ${formatUsd(result.spent_usd)}`);
  const state =
    result.status === 'complete'
      ? ''
      : `\n\n**Incomplete** (${result.stopped ?? 'stopped'}): resume it with \`--resume ${result.run}\`.`;
  return `${parts.join(', ')}. Intervals are at 95 %.${state}`;
}

function modelTable(result: EvalResult): readonly string[] {
  const columns = columnsOf(result);
  const header = ['variant', 'models', 'ran / failed / unscored', ...columns.map(({ title }) => title)];
  return [
    '## Variants',
    '',
    row(header),
    row(header.map(() => '---')),
    ...result.variants.map((variant) =>
      row([
        variant.name === result.baseline ? `${variant.name} (baseline)` : variant.name,
        Object.entries(variant.models)
          .map(([alias, model]) => `${alias} = ${model}`)
          .join('; '),
        `${variant.cases} / ${variant.failed} / ${variant.unscored}`,
        ...columns.map((column) => cell(variant, column)),
      ]),
    ),
    '',
  ];
}

function gateTable(title: string, gates: readonly GateResult[]): readonly string[] {
  if (gates.length === 0) return [];
  return [
    `## ${title}`,
    '',
    row(['verdict', 'variant', 'condition', 'estimate', 'note']),
    row(['---', '---', '---', '---', '---']),
    ...gates.map((gate) =>
      row([marks[gate.verdict], gate.variant ?? '', gate.condition, gateDetail(gate), gateAdvice(gate) ?? '']),
    ),
    '',
  ];
}

function differences(result: EvalResult): readonly string[] {
  if (result.comparisons.length === 0) return [];
  return [
    '## Differences, paired by case',
    '',
    ...result.comparisons.map(
      (item) =>
        `- **${escaped(item.metric)}**, ${escaped(item.candidate)} minus ${escaped(item.baseline)}: ${comparisonLine(item)}`,
    ),
    '',
  ];
}

function changed(result: EvalResult): readonly string[] {
  if (result.changed.length === 0) return [];
  const shown = result.changed.slice(0, 50);
  const rest = result.changed.length - shown.length;
  return [
    '## Changed cases',
    '',
    ...shown.map(
      (item) => `- ${item.change} in ${escaped(item.candidate)} (${escaped(item.metric)}): ${code(item.case)}`,
    ),
    ...(rest > 0 ? [`- and ${rest} more in the JSON result`] : []),
    '',
  ];
}

function provenance(result: EvalResult): readonly string[] {
  return [
    '## Provenance',
    '',
    `Run \`${result.run}\` of ${result.created_at}; dataset \`${result.dataset.hash.slice(0, 16)}\`, eval \`${result.hashes.eval.slice(0, 16)}\`, prices of ${result.hashes.prices}, seed ${result.seed}.`,
    ...result.notes.map((note) => `\n${escaped(note)}`),
    '',
  ];
}

/** A code span, whatever is in it. */
function code(text: string): string {
  return `\`${text.replaceAll('`', "'").replaceAll('\n', ' ')}\``;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map(escaped).join(' | ')} |`;
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ');
}
