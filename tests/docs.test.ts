import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, globSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { anchorsOf, commandsOf, fencesOf, missingLines, readPage, relativeLinks } from './support/doc-page.ts';
import { repository, sluice, temporaryFolder } from './support/sluice.ts';

const pages = ['*.md', 'docs/**/*.md', 'packages/*/README.md', '{pipelines,evals,datasets}/**/*.md']
  .flatMap((pattern) => globSync(pattern, { cwd: repository }))
  .sort();
const pagesWithCommands = pages.filter((page) => commandsOf(page).length > 0);

test.each(pages)('links of %s lead somewhere', (page) => {
  const broken = relativeLinks(readPage(page)).filter((link) => !leadsSomewhere(page, link));
  expect(broken).toEqual([]);
});

test.each(pages)('excerpts of %s stand in the files that they name', (page) => {
  const named = fencesOf(readPage(page)).flatMap(({ info, text, line }) => {
    const file = info.find((word) => word.startsWith('file='))?.slice('file='.length);
    return file === undefined ? [] : [{ place: `${page}:${line}`, holds: readPage(file).includes(text) }];
  });
  expect(named.filter(({ holds }) => !holds)).toEqual([]);
});

test('generated pages and schemas are what the source says', () => {
  const check = ['--conditions=source', 'scripts/generate.ts', '--check'];
  const { status, stderr } = spawnSync(process.execPath, check, { cwd: repository, encoding: 'utf8' });
  expect([stderr, status]).toEqual(['', 0]);
});

describe.concurrent('commands of pages', () => {
  test.each(pagesWithCommands)('%s', { timeout: 300_000 }, async (page) => {
    const cwd = projectCopy();
    for (const { args, exit, output, place } of commandsOf(page)) {
      const { code, stdout, stderr } = await sluice(args, { cwd });
      const printed = `${stdout}\n${stderr}`;
      expect([place, code], printed).toEqual([place, exit]);
      // The order of the two streams on a terminal is not known here.
      const missing = [printed, `${stderr}\n${stdout}`].map((text) => missingLines(output ?? [], text));
      expect([place, missing.some((lines) => lines.length === 0) ? [] : missing[0]], printed).toEqual([place, []]);
    }
  });
});

test('every example of the docs is run by a page', () => {
  const run = pagesWithCommands.flatMap((page) => commandsOf(page).flatMap(({ args }) => args)).join(' ');
  const examples = globSync('docs/examples/*.yaml', { cwd: repository }).sort();
  expect(examples.length).toBeGreaterThan(0);
  expect(examples.filter((example) => !run.includes(example) && !usedByAnother(example, examples))).toEqual([]);
});

function leadsSomewhere(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#', 2);
  const target = path === '' ? page : join(dirname(page), path);
  if (!existsSync(join(repository, target))) return false;
  if (anchor === undefined || !statSync(join(repository, target)).isFile()) return anchor === undefined;
  return anchorsOf(readPage(target)).has(anchor);
}

/** A file that is no command's own argument is named by one that is: a sub-pipeline, an eval's pipeline. */
function usedByAnother(example: string, examples: readonly string[]): boolean {
  const name = example.slice(example.lastIndexOf('/') + 1);
  if (name.endsWith('.test.yaml'))
    return pagesWithCommands.some((page) => readPage(page).includes('sluice test docs/examples'));
  return examples.some((other) => other !== example && readPage(other).includes(name));
}

/** The folders that commands of pages name, where they may write. */
function projectCopy(): string {
  const folder = temporaryFolder('sluice-docs-');
  for (const part of ['docs/examples', 'pipelines', 'evals', 'datasets', 'sluice.config.yaml']) {
    cpSync(join(repository, part), join(folder, part), { recursive: true });
  }
  return folder;
}
