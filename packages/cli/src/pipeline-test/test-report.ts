import type { Json } from '@sluice/core';
import type { Colours } from '../terminal/terminal.ts';
import type { Difference } from './differences.ts';
import type { CaseResult } from './run-test-case.ts';

export interface FileResult {
  /** As seen from the current folder. */
  readonly file: string;
  readonly pipeline: string;
  readonly cases: readonly CaseResult[];
}

/** One line for each case, with what is different below those that fail; the counts last. */
export function renderTests(files: readonly FileResult[], { bold, dim, green, red }: Colours): string {
  const lines = files.flatMap(({ file, cases }) =>
    cases.flatMap((one) => [
      `${one.passed ? green('PASS') : red(bold('FAIL'))}  ${file} ${dim('>')} ${one.name}`,
      ...one.differences.flatMap((difference) => renderDifference(difference, { green, red })),
    ]),
  );
  const { passed, failed } = countCases(files);
  const counts = `${passed} passed${failed === 0 ? '' : `, ${red(`${failed} failed`)}`}`;
  return [...lines, '', counts].join('\n');
}

function renderDifference(difference: Difference, { green, red }: Pick<Colours, 'green' | 'red'>): readonly string[] {
  const { path, expected, actual, message } = difference;
  if (message !== undefined) return [`        ${path}: ${message.replaceAll('\n', '\n          ')}`];
  return [
    `        ${path}`,
    `          ${green(`- expected  ${show(expected)}`)}`,
    `          ${red(`+ actual    ${show(actual)}`)}`,
  ];
}

const longestValue = 200;

function show(value: Json | undefined): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}... (${text.length} characters)` : text;
}

/** `sluice test --json`: a contract. */
export function testJson(files: readonly FileResult[]): object {
  return {
    schema: 'sluice/test/v1',
    ...countCases(files),
    files: files.map(({ file, pipeline, cases }) => ({
      file,
      pipeline,
      cases: cases.map(({ name, passed, differences, costUsd, milliseconds }) => ({
        name,
        passed,
        failures: differences.map(({ path, expected, actual, message }) => ({
          path,
          ...(message === undefined ? { expected: expected ?? null, actual: actual ?? null } : { message }),
        })),
        cost_usd: costUsd,
        duration_s: milliseconds / 1000,
      })),
    })),
  };
}

export function countCases(files: readonly FileResult[]): { readonly passed: number; readonly failed: number } {
  const all = files.flatMap(({ cases }) => cases);
  const passed = all.filter((one) => one.passed).length;
  return { passed, failed: all.length - passed };
}
