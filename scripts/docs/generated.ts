import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { configSchema } from '../../packages/cli/src/config/config-schema.ts';
import { testSchema } from '../../packages/cli/src/pipeline-test/test-schema.ts';
import { renderCommandReference } from '../../packages/cli/src/render-command-reference.ts';
import {
  pipelineJsonSchema,
  renderErrorReference,
  renderExpressionReference,
  renderPipelineReference,
} from '../../packages/core/src/index.ts';
import { renderScorerReference } from '../../packages/eval/src/scorers/render-scorer-reference.ts';
import { evalSchema } from '../../packages/eval/src/suite/eval-schema.ts';
import { errorEntries } from './error-entries.ts';
import { renderConfigReference, renderEvalReference } from './file-references.ts';

export interface GeneratedFile {
  /** Path from the root of the repository. */
  readonly file: string;
  /** What it should hold. */
  readonly content: () => string | Promise<string>;
}

export const repository: string = resolve(import.meta.dirname, '../..');

/** Every file that a script writes, whole or between the marks `<!-- begin NAME -->` and `<!-- end NAME -->`. */
export const generated: readonly GeneratedFile[] = [
  { file: 'docs/errors.md', content: async () => renderErrorReference(await errorEntries()) },
  { file: 'docs/expressions.md', content: renderExpressionReference },
  { file: 'docs/pipeline-reference.md', content: renderPipelineReference },
  { file: 'docs/eval-reference.md', content: renderEvalReference },
  { file: 'docs/config-reference.md', content: renderConfigReference },
  { file: 'docs/cli.md', content: () => between('docs/cli.md', 'commands', renderCommandReference()) },
  { file: 'docs/evals.md', content: () => between('docs/evals.md', 'scorers', renderScorerReference()) },
  { file: 'packages/core/schemas/pipeline.v1.schema.json', content: () => json(pipelineJsonSchema()) },
  { file: 'packages/eval/schemas/eval.v1.schema.json', content: () => json(evalSchema()) },
  { file: 'packages/cli/schemas/config.v1.schema.json', content: () => json(configSchema()) },
  { file: 'packages/cli/schemas/test.v1.schema.json', content: () => json(testSchema()) },
];

/** The text of a file; `undefined` where there is none. */
export function readFile(file: string): string | undefined {
  try {
    return readFileSync(join(repository, file), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The page as it is, with `text` between two marks. */
function between(file: string, name: string, text: string): string {
  const page = readFile(file) ?? '';
  const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file} has no marks ${begin} ... ${end}`);
  return `${page.slice(0, from + begin.length)}\n\n${text}\n\n${page.slice(to)}`;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
