import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type Diagnostic, PipelineError, planPipeline, type SourceText } from '@sluice/core';
import type { Config } from '../config/config.ts';
import { configName, loadConfig } from '../config/load-config.ts';
import { findYaml, usualFolders } from './find-yaml.ts';
import { moduleChecker } from './module-checker.ts';
import { suiteOptions } from './planning.ts';

export interface CheckedProject {
  readonly files: number;
  readonly findings: readonly Diagnostic[];
  /** Evals whose data is not on this machine. */
  readonly skipped: readonly Diagnostic[];
}

export interface CheckOptions {
  /** Files and folders; none: the usual ones. */
  readonly paths: readonly string[];
  /** `--config`. */
  readonly config: string | undefined;
}

/** Checks every pipeline, eval, test and configuration below the paths. */
export async function checkProject({ paths, config: file }: CheckOptions): Promise<CheckedProject> {
  const sources = await findSources(paths);
  const { config, findings: ofConfig } = readConfig(file);
  const checked = await checkSources(sources, config);
  return { files: sources.length, findings: [...ofConfig, ...checked.findings], skipped: checked.skipped };
}

/** A broken configuration is a finding, and files are still checked with what is left. */
function readConfig(file: string | undefined): { readonly config: Config; readonly findings: readonly Diagnostic[] } {
  const from = process.cwd();
  try {
    return { config: loadConfig({ from, ...(file === undefined ? {} : { file }) }), findings: [] };
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    return { config: loadConfig({ from: '/' }), findings: error.diagnostics };
  }
}

interface Source extends SourceText {
  readonly kind: FileKind;
}

async function findSources(paths: readonly string[]): Promise<readonly Source[]> {
  const roots = paths.length > 0 ? paths : usualFolders('pipelines', 'evals');
  const files = await findYaml(roots, () => true);
  const named = new Set(await findYaml(roots, () => false));
  return files.flatMap((path) => {
    const text = readFileSync(path, 'utf8');
    // A file that was named is a pipeline unless it looks like something else.
    const kind = kindOf(path, text) ?? (named.has(path) ? 'pipeline' : undefined);
    return kind === undefined ? [] : [{ path, text, kind }];
  });
}

type FileKind = 'pipeline' | 'eval' | 'config' | 'test';

/** By what stands in it, so that other YAML in the same folders is left alone. */
export function kindOf(path: string, text: string): FileKind | undefined {
  if (basename(path) === configName) return 'config';
  if (/\.test\.ya?ml$/u.test(path)) return 'test';
  if (/^dataset\s*:/mu.test(text)) return 'eval';
  return /^steps\s*:/mu.test(text) ? 'pipeline' : undefined;
}

async function checkSources(sources: readonly Source[], config: Config): Promise<Omit<CheckedProject, 'files'>> {
  const modules = moduleChecker(config.root);
  const has = (kind: FileKind): boolean => sources.some((source) => source.kind === kind);
  const parseEvalSuite = has('eval') ? (await import('@sluice/eval/suite')).parseEvalSuite : undefined;
  const readTests = has('test') ? (await import('./read-tests.ts')).readTests : undefined;
  const planning = { ...suiteOptions(config, modules), planned: new Map() };
  const findings: Diagnostic[] = [];
  const skipped: Diagnostic[] = [];
  for (const source of sources) {
    if (source.kind === 'config') findings.push(...configFindings(source.path));
    else if (source.kind === 'eval' && parseEvalSuite !== undefined) {
      const parsed = parseEvalSuite(source, planning);
      if (parsed.skipped) skipped.push(parsed.skipped);
      else findings.push(...(parsed.ok ? parsed.warnings : parsed.diagnostics));
    } else {
      const parsed =
        source.kind === 'test' && readTests !== undefined
          ? readTests(source, planning)
          : planPipeline(source, planning);
      findings.push(...(parsed.ok ? parsed.warnings : parsed.diagnostics));
    }
  }
  return { findings: distinct(findings), skipped };
}

/** A pipeline with mistakes is also the pipeline of its tests. */
function distinct(findings: readonly Diagnostic[]): readonly Diagnostic[] {
  const keyed = findings.map(
    (one) => [`${one.at.file}:${one.at.start.offset}:${one.code}:${one.message}`, one] as const,
  );
  return [...new Map(keyed).values()];
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
