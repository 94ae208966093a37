import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { PipelineError, type Plan, type PlanOptions, planPipeline, UsageError } from '@sluice/core';
import type { Config } from '../config/config.ts';
import { loadConfig } from '../config/load-config.ts';
import type { GlobalFlags } from '../global-flags.ts';

export function configOf(flags: GlobalFlags): Config {
  return loadConfig({
    from: process.cwd(),
    ...(flags.config === undefined ? {} : { file: flags.config }),
    ...(flags.store === undefined ? {} : { store: flags.store }),
  });
}

export function readSource(path: string): { readonly path: string; readonly text: string } {
  const file = resolve(path);
  try {
    return { path: file, text: readFileSync(file, 'utf8') };
  } catch {
    throw new UsageError('cli/no-file', `cannot read ${path}`);
  }
}

/** A pipeline that may run; throws `PipelineError` with every finding. */
export function loadPlan(path: string, options: PlanOptions): Plan {
  const planned = planPipeline(readSource(path), options);
  if (!planned.ok) throw new PipelineError(planned.diagnostics);
  return planned.value;
}
