import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type CatalogueEntry, catalogue } from '../../packages/core/src/index.ts';
import { failureCodes } from './failure-codes.ts';
import { failureTypes } from './failure-types.ts';

/**
 * Every code besides the catalogue of core: findings that other packages define in a `problems.ts`, and what a command
 * or a run may end with, explained in `failureCodes`.
 * Throws where a code in the source has no sentence, or a sentence no code.
 */
export async function errorEntries(): Promise<readonly CatalogueEntry[]> {
  const problems = await definedProblems();
  const explained = new Set([...catalogue, ...problems].map(({ code }) => code));
  const found = codesInSource().filter((code) => !explained.has(code));
  const unexplained = found.filter((code) => !Object.hasOwn(failureCodes, code));
  const unused = Object.keys(failureCodes).filter((code) => !found.includes(code));
  if (unexplained.length + unused.length > 0) throw new Error(complaint(unexplained, unused));
  const types = Object.entries(failureTypes).map(([type, explanation]) => [`failure/${type}`, explanation] as const);
  const failures = [...types, ...Object.entries(failureCodes)].map(([code, explanation]): CatalogueEntry => {
    return { code, severity: 'error', explanation };
  });
  return [...problems, ...failures];
}

const repository = resolve(import.meta.dirname, '../..');

async function definedProblems(): Promise<readonly CatalogueEntry[]> {
  const files = globSync('packages/*/src/**/problems.ts', { cwd: repository }).filter(
    (file) => !file.startsWith('packages/core/'),
  );
  const modules = await Promise.all(
    files.sort().map((file): Promise<Record<string, CatalogueEntry>> => import(resolve(repository, file))),
  );
  return modules.flatMap((problems) => Object.values(problems));
}

function codesInSource(): readonly string[] {
  const found = new Set<string>();
  for (const file of globSync('packages/*/src/**/*.ts', { cwd: repository })) {
    if (/\.test\.|\.bench\.|\/(?:testing|simulator|tests)\//u.test(file)) continue;
    for (const [, code = ''] of readFileSync(resolve(repository, file), 'utf8').matchAll(codePattern)) {
      if (!otherAreas.has(code.slice(0, code.indexOf('/')))) found.add(code);
    }
  }
  const launcher = readFileSync(resolve(repository, 'packages/cli/bin/sluice.js'), 'utf8');
  for (const [, code = ''] of launcher.matchAll(/error ([a-z-]+\/[a-z-]+):/gu)) found.add(code);
  return [...found].sort();
}

const codePattern = /'([a-z][a-z-]*\/[a-z][a-z0-9]*(?:-[a-z0-9]+)*)'/gu;

/** First parts of words that look like codes and are media types or modules. */
const otherAreas: ReadonlySet<string> = new Set(['application', 'audio', 'es-module-lexer', 'image', 'text', 'video']);

function complaint(unexplained: readonly string[], unused: readonly string[]): string {
  return [
    ...unexplained.map((code) => `${code}: the source has it, scripts/docs/failure-codes.ts lacks a sentence for it`),
    ...unused.map((code) => `${code}: scripts/docs/failure-codes.ts explains it, the source no longer has it`),
  ].join('\n');
}
