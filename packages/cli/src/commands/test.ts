import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { type Diagnostic, isError, PipelineError, type PlanOptions, UsageError } from '@sluice/core';
import { moduleHost } from '@sluice/tools/modules';
import { findYaml, usualFolders } from '../compose/find-yaml.ts';
import { planOptions } from '../compose/planning.ts';
import { readTests, testFileName } from '../compose/read-tests.ts';
import type { Config } from '../config/config.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import type { GlobalFlags } from '../global-flags.ts';
import type { ParsedTests } from '../pipeline-test/parse-test-file.ts';
import { type CaseResult, runTestCase } from '../pipeline-test/run-test-case.ts';
import { openTestResources, type TestResources } from '../pipeline-test/test-host.ts';
import { countCases, type FileResult, renderTests, testJson } from '../pipeline-test/test-report.ts';
import { renderFindings } from '../terminal/render-findings.ts';
import { openTerminal } from '../terminal/terminal.ts';
import { configOf, readSource } from './load.ts';

export interface TestFlags extends GlobalFlags {
  readonly testName?: string;
}

/** Runs the tests beside pipelines, with mocks. Exit 0, 1 where a case fails, 2 where a file cannot be used. */
export async function test(args: readonly string[], flags: TestFlags): Promise<ExitCode> {
  const terminal = openTerminal(flags);
  const config = configOf(flags);
  const files = await testFiles(args);
  const modules = moduleHost({ root: config.root });
  const tests = readAll(files, planOptions(config, modules));
  const warnings = tests.flatMap((one) => one.warnings);
  if (warnings.length > 0) terminal.note(renderFindings(warnings, { terminal }));
  await using resources = await openTestResources(config, modules);
  const results: FileResult[] = [];
  for (const { parsed } of tests) results.push(await runFile(parsed, { config, resources, flags }));
  const { passed, failed } = countCases(results);
  if (passed + failed === 0) throw new UsageError('cli/no-tests', `no case is named like "${flags.testName ?? ''}"`);
  terminal.out(flags.json ? JSON.stringify(testJson(results), null, 2) : renderTests(results, terminal.colours));
  return failed === 0 ? exitCode.done : exitCode.failed;
}

/** A pipeline stands for the tests beside it. */
async function testFiles(args: readonly string[]): Promise<readonly string[]> {
  const paths = args.length > 0 ? args.map((path) => testsBeside(path)) : usualFolders('pipelines');
  const files = await findYaml(paths, (file) => testFileName.test(file));
  if (files.length > 0) return files;
  throw new UsageError(
    'cli/no-tests',
    `no *.test.yaml in ${paths.join(', ')}`,
    'write one beside a pipeline: x.test.yaml',
  );
}

function testsBeside(path: string): string {
  if (testFileName.test(path) || !/\.ya?ml$/u.test(path)) return path;
  const beside = path.replace(/\.(ya?ml)$/u, '.test.$1');
  if (existsSync(beside)) return beside;
  throw new UsageError('cli/no-tests', `${path} has no tests`, `write them in ${beside}`);
}

interface ReadTests {
  readonly parsed: ParsedTests;
  readonly warnings: readonly Diagnostic[];
}

function readAll(files: readonly string[], options: PlanOptions): readonly ReadTests[] {
  const read = files.map((file) => readTests(readSource(file), options));
  const findings = read.flatMap((one) => (one.ok ? [] : one.diagnostics));
  if (findings.some(isError)) throw new PipelineError(findings);
  return read.flatMap((one) => (one.ok ? [{ parsed: one.value, warnings: one.warnings }] : []));
}

interface Running {
  readonly config: Config;
  readonly resources: TestResources;
  readonly flags: TestFlags;
}

async function runFile({ file, plan }: ParsedTests, { config, resources, flags }: Running): Promise<FileResult> {
  const cases: CaseResult[] = [];
  for (const one of file.cases) {
    if (flags.testName !== undefined && !one.name.includes(flags.testName)) continue;
    cases.push(await runTestCase(one, { plan, aliases: config.models, resources }));
  }
  return { file: relative(process.cwd(), file.file), pipeline: relative(process.cwd(), file.pipeline), cases };
}
