import { existsSync } from 'node:fs';
import type { ModuleHost, PlanOptions } from '@sluice/core';
import type { SuiteOptions } from '@sluice/eval/suite';
import type { Config } from '../config/config.ts';
import { sourceFiles } from './source-files.ts';

/** What planning pipelines and reading evals may look at. */
export function planOptions(config: Config, modules: Pick<ModuleHost, 'problem' | 'hash'>): PlanOptions {
  return {
    files: sourceFiles,
    modules,
    aliases: config.models,
    providers: Object.keys(config.providers),
  };
}

export function suiteOptions(config: Config, modules: Pick<ModuleHost, 'problem' | 'hash'>): SuiteOptions {
  return { ...planOptions(config, modules), environment: process.env, exists: existsSync };
}
