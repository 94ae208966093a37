import { existsSync, readFileSync, statSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import {
  type Diagnostic,
  type DiagnosticFormat,
  diagnosticFormats,
  isError,
  PipelineError,
  planPipeline,
  suggest,
  UsageError,
} from '@sluice/core';
import { moduleChecker } from '../compose/module-checker.ts';
import { planOptions, suiteOptions } from '../compose/planning.ts';
import type { Config } from '../config/config.ts';
import { configName, loadConfig } from '../config/load-config.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import type { GlobalFlags } from '../global-flags.ts';
import { renderFindings, shownPath } from '../terminal/render-findings.ts';
import { openTerminal } from '../terminal/terminal.ts';

interface ValidateFlags extends GlobalFlags {
  readonly format: string;
}

/** Checks every pipeline, eval and configuration below the paths. Exit 0 or 2. */
export async function validate(
  args: readonly string[],
  flags: GlobalFlags & Record<string, unknown>,
): Promise<ExitCode> {
  const terminal = openTerminal(flags);
  const format = formatOf(flags as unknown as ValidateFlags);
  const files = await findFiles(args);
  const { config, findings: configFindings } = readConfig(flags);
  const checked = await checkFiles(files, config);
  const findings = [...configFindings, ...checked.findings];
  if (format === 'text') {
    if (findings.length > 0) terminal.error(renderFindings(findings, { terminal }));
    terminal.note(summary(files.length, checked.skipped, findings));
  } else terminal.out(renderFindings(findings, { terminal, format }));
  return findings.some(isError) ? exitCode.invalid : exitCode.done;
}

function formatOf({ format, json }: ValidateFlags): DiagnosticFormat {
  if (json === true) return 'json';
  const found = diagnosticFormats.find((known) => known === format);
  if (found) return found;
  const near = suggest(format, diagnosticFormats);
  throw new UsageError(
    'cli/unknown-format',
    `no format is named ${format}`,
    near ? `did you mean "${near}"?` : `use ${diagnosticFormats.join(', ')}`,
  );
}

/** A broken configuration is a finding, and files are still checked with what is left. */
function readConfig(flags: GlobalFlags): { readonly config: Config; readonly findings: readonly Diagnostic[] } {
  const from = process.cwd();
  try {
    const options = { from, ...(flags.config === undefined ? {} : { file: flags.config }) };
    return { config: loadConfig(options), findings: [] };
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    return { config: loadConfig({ from: '/' }), findings: error.diagnostics };
  }
}

async function findFiles(args: readonly string[]): Promise<readonly string[]> {
  const roots = args.length > 0 ? args : ['pipelines', 'evals'].filter((path) => existsSync(path));
  const files = new Set<string>();
  for (const path of roots.length > 0 ? roots : ['.']) {
    if (!existsSync(path)) throw new UsageError('cli/no-file', `there is no ${path}`);
    if (!statSync(path).isDirectory()) files.add(resolve(path));
    else for (const file of await yamlFiles(path)) files.add(file);
  }
  return [...files].sort();
}

async function yamlFiles(folder: string): Promise<readonly string[]> {
  const files: string[] = [];
  const exclude = (name: string): boolean => name === 'node_modules' || name.startsWith('.');
  for await (const file of glob('**/*.{yaml,yml}', { cwd: folder, exclude })) {
    const path = resolve(join(folder, file));
    if (kindOf(path) !== undefined) files.push(path);
  }
  return files;
}

type FileKind = 'pipeline' | 'eval' | 'config' | 'test';

/** By what stands in it, so that other YAML in the same folders is left alone. */
function kindOf(path: string): FileKind | undefined {
  if (basename(path) === configName) return 'config';
  if (path.endsWith('.test.yaml')) return 'test';
  const text = readFileSync(path, 'utf8');
  if (/^dataset\s*:/mu.test(text)) return 'eval';
  return /^steps\s*:/mu.test(text) ? 'pipeline' : undefined;
}

interface Checked {
  readonly findings: readonly Diagnostic[];
  readonly skipped: readonly Diagnostic[];
}

async function checkFiles(files: readonly string[], config: Config): Promise<Checked> {
  const modules = moduleChecker(config.root);
  const findings: Diagnostic[] = [];
  const skipped: Diagnostic[] = [];
  const evals = files.filter((file) => kindOf(file) === 'eval');
  const parseEvalSuite = evals.length === 0 ? undefined : (await import('@sluice/eval')).parseEvalSuite;
  for (const path of files) {
    const source = { path, text: readFileSync(path, 'utf8') };
    const kind = kindOf(path);
    if (kind === 'eval' && parseEvalSuite) {
      const parsed = parseEvalSuite(source, suiteOptions(config, modules));
      if (parsed.skipped) skipped.push(parsed.skipped);
      else findings.push(...(parsed.ok ? parsed.warnings : parsed.diagnostics));
    } else if (kind === 'config') {
      findings.push(...configFindings(path));
    } else if (kind !== 'test') {
      const planned = planPipeline(source, planOptions(config, modules));
      findings.push(...(planned.ok ? planned.warnings : planned.diagnostics));
    }
  }
  return { findings, skipped };
}

function configFindings(file: string): readonly Diagnostic[] {
  try {
    loadConfig({ from: process.cwd(), file });
    return [];
  } catch (error) {
    if (error instanceof PipelineError) return error.diagnostics;
    throw error;
  }
}

function summary(files: number, skipped: readonly Diagnostic[], findings: readonly Diagnostic[]): string {
  const errors = findings.filter(isError).length;
  const warnings = findings.length - errors;
  const parts = [`${files} file${files === 1 ? '' : 's'}`, `${errors} error${errors === 1 ? '' : 's'}`];
  if (warnings > 0) parts.push(`${warnings} warning${warnings === 1 ? '' : 's'}`);
  const lines = skipped.map(({ at, message }) => `skipped ${shownPath(at.file)}: ${message}`);
  return [...lines, parts.join(', ')].join('\n');
}
