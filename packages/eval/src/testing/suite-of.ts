import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { PlanOptions } from '@sluice/core';
import type { EvalSuite } from '../suite/eval-suite.ts';
import { type ParsedSuite, parseEvalSuite } from '../suite/parse-eval-suite.ts';
import type { SuiteOptions } from '../suite/suite-context.ts';

/** A pipeline of one step, `answer`. */
export const echoPipeline = `version: 1
name: echo
models: { main: { use: fake/a, temperature: 0.5, max_tokens: 20 } }
inputs: { text: { type: string } }
steps:
  - id: answer
    prompt: { model: main, user: "{{inputs.text}}" }
outputs: { answer: "\${ steps.answer.output.text }" }
`;

/** A folder of its own with these files; \`pipe.yaml\` is \`echoPipeline\` unless given. */
export function folderOf(files: { readonly [name: string]: string }): string {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-eval-'));
  for (const [name, text] of Object.entries({ 'pipe.yaml': echoPipeline, 'rows.jsonl': '', ...files }))
    writeFileSync(join(folder, name), text);
  return folder;
}

export const planning: PlanOptions = {
  files: {
    resolve: (from, path) => (from === '' ? resolve(path) : resolve(dirname(from), path)),
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
    read: (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined),
  },
  modules: {
    problem: ({ file, name }) =>
      existsSync(file)
        ? readFileSync(file, 'utf8').includes(`function ${name}(`)
          ? undefined
          : { kind: 'no-export', exports: [] }
        : { kind: 'no-file' },
    hash: ({ file }) => readFileSync(file, 'utf8'),
  },
  aliases: {},
  providers: ['fake', 'other'],
};

/** Reads `eval.yaml` of a folder. */
export function parseIn(folder: string, text: string, options: Partial<SuiteOptions> = {}): ParsedSuite {
  const all: SuiteOptions = { ...planning, environment: {}, exists: existsSync, ...options };
  return parseEvalSuite({ path: join(folder, 'eval.yaml'), text }, all);
}

export function suiteIn(folder: string, text: string, options: Partial<SuiteOptions> = {}): EvalSuite {
  const parsed = parseIn(folder, text, options);
  if (parsed.ok) return parsed.value;
  throw new Error(parsed.diagnostics.map(({ code, message }) => `${code}: ${message}`).join('\n'));
}
