import type { CaseRecord } from '../records/case-record.ts';

/** Header and rows for `--output x.csv`: one row per case, variant and repeat. */
export function csvHeader(scorers: readonly string[]): string {
  return line([
    'case',
    'variant',
    'repeat',
    'status',
    'success',
    ...scorers,
    'cost_usd',
    'judge_cost_usd',
    'latency_s',
    'input_tokens',
    'output_tokens',
    'error',
    'output',
  ]);
}

export function csvRow(record: CaseRecord, scorers: readonly string[]): string {
  return line([
    record.case,
    record.variant,
    String(record.repeat),
    record.status,
    record.success === null ? '' : String(record.success),
    ...scorers.map((id) => number(record.scores[id]?.value)),
    number(record.cost_usd),
    number(record.judge_cost_usd),
    number(record.latency_s),
    number(record.usage.input_tokens),
    number(record.usage.output_tokens),
    record.error === undefined ? '' : `${record.error.type}: ${record.error.detail}`,
    typeof record.output === 'string' ? record.output : JSON.stringify(record.output),
  ]);
}

function number(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

function line(cells: readonly string[]): string {
  return `${cells.map(quote).join(',')}\n`;
}

function quote(cell: string): string {
  // A spreadsheet runs what begins like a formula; a number stays one.
  const safe = /^[=+\-@\t\r\n＝＋－＠]/u.test(cell) && !isNumber(cell) ? `'${cell}` : cell;
  return /[",\n\r]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function isNumber(cell: string): boolean {
  return /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/iu.test(cell);
}
