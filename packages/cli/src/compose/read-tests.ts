import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type ModuleHost, type Parsed, planPipeline, type SourceText } from '@sluice/core';
import type { Config } from '../config/config.ts';
import { type ParsedTests, parseTestFile } from '../pipeline-test/parse-test-file.ts';
import { planOptions } from './planning.ts';
import { sourceFiles } from './source-files.ts';

export const testFileName: RegExp = /\.test\.ya?ml$/u;

/** A test file with the pipeline that it tests. */
export function readTests(
  source: SourceText,
  config: Config,
  modules: Pick<ModuleHost, 'problem' | 'hash'>,
): Parsed<ParsedTests> {
  return parseTestFile(source, {
    resolve: (from, relative) => resolve(dirname(from), relative),
    planOf(path) {
      if (!existsSync(path)) return undefined;
      const text = sourceFiles.read(path);
      return text === undefined ? undefined : planPipeline({ path, text }, planOptions(config, modules));
    },
  });
}
