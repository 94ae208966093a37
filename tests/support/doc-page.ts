import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './sluice.ts';

/** A fenced block of a page. */
export interface Fence {
  /** The words after the three backticks. */
  readonly info: readonly string[];
  readonly text: string;
  readonly line: number;
}

/**
 * A command that a page says to run. (A block ` ```yaml file=PATH ` is an excerpt of that file.) A block ` ```sh run ` holds one for each line, ` ```sh run exit=1 ` says how it
 * ends. A block ` ```text output ` after it shows what it prints; a line `...` stands for lines that are left out.
 */
export interface DocCommand {
  readonly args: readonly string[];
  readonly exit: number;
  /** Of the last command of its block. */
  readonly output: readonly string[] | undefined;
  readonly place: string;
}

export function readPage(file: string): string {
  return readFileSync(join(repository, file), 'utf8');
}

export function fencesOf(page: string): readonly Fence[] {
  return [...page.matchAll(/^```([^\n`]+)\n([\s\S]*?)^```$/gmu)].map(({ 1: info = '', 2: text = '', index }) => ({
    info: info.trim().split(/\s+/u),
    text,
    line: page.slice(0, index).split('\n').length,
  }));
}

export function commandsOf(file: string): readonly DocCommand[] {
  const fences = fencesOf(readPage(file));
  return fences.flatMap((fence, index) => {
    if (!fence.info.includes('run')) return [];
    const next = fences[index + 1];
    const output = next?.info.includes('output') ? next.text.trimEnd().split('\n') : undefined;
    const exit = Number(/exit=(\d+)/u.exec(fence.info.join(' '))?.[1] ?? 0);
    const lines = fence.text
      .replaceAll(/\\\n\s*/gu, '')
      .trim()
      .split('\n');
    return lines.map((line, at) => {
      const args = wordsOf(line);
      const last = at === lines.length - 1;
      return {
        args,
        exit: last ? exit : 0,
        output: last ? output : undefined,
        place: `${file}:${fence.line}: ${line}`,
      };
    });
  });
}

/** The arguments after `sluice`; quotes as a shell reads them, nothing else of it. */
function wordsOf(line: string): readonly string[] {
  const words = [...line.matchAll(/(?:[^\s"']+|"[^"]*"|'[^']*')+/gu)].map(([word]) =>
    word.replaceAll(/"([^"]*)"|'([^']*)'/gu, '$1$2'),
  );
  const [command = '', ...args] = words;
  if (!/(?:^|\/)sluice$/u.test(command)) throw new Error(`not a command of sluice: ${line}`);
  return args;
}

/** Lines of `shown` that are not in `printed`, in order; times and run ids count as equal, wherever lines are wrapped. */
export function missingLines(shown: readonly string[], printed: string): readonly string[] {
  const text = comparable(printed);
  const missing: string[] = [];
  let from = 0;
  for (const line of shown) {
    if (line.trim() === '...' || line.trim() === '') continue;
    const wanted = comparable(line);
    const found = text.indexOf(wanted, from);
    if (found < 0) missing.push(line);
    else from = found + wanted.length;
  }
  return missing;
}

function comparable(line: string): string {
  return line
    .replaceAll(/\d{8}-\d{6}-[0-9a-f]+/gu, 'RUN')
    .replaceAll(/[-+]?[\d.]+ m?s\b(?: \[[^\]]*\])?/gu, 'TIME')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

/** Links to other files of the repository, as written. */
export function relativeLinks(page: string): readonly string[] {
  const prose = page.replaceAll(/^```[\s\S]*?^```$/gmu, '').replaceAll(/`[^`\n]*`/gu, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/gu)]
    .map(({ 1: link = '' }) => link)
    .filter((link) => !/^[a-z]+:/u.test(link));
}

/** The anchors that GitHub gives to headings. */
export function anchorsOf(page: string): ReadonlySet<string> {
  const prose = page.replaceAll(/^```[\s\S]*?^```$/gmu, '');
  return new Set(
    [...prose.matchAll(/^#+ (.+)$/gmu)].map(({ 1: heading = '' }) =>
      heading
        .trim()
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(/\s/gu, '-'),
    ),
  );
}
