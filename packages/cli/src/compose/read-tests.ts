import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Parsed, type PlanOptions, planPipeline, type SourceText } from '@sluice/core';
import { type ParsedTests, parseTestFile } from '../pipeline-test/parse-test-file.ts';
import { sourceFiles } from './source-files.ts';

export const testFileName: RegExp = /\.test\.ya?ml$/u;

/** A test file with the pipeline that it tests. */
export function readTests(source: SourceText, options: PlanOptions): Parsed<ParsedTests> {
  return parseTestFile(source, {
    resolve: (from, relative) => resolve(dirname(from), relative),
    planOf(path) {
      if (!existsSync(path)) return undefined;
      const text = sourceFiles.read(path);
      return text === undefined ? undefined : planPipeline({ path, text }, options);
    },
  });
}
