import {
  type Json,
  type LocatedJson,
  type ModelAlias,
  type ModelAliases,
  type Plan,
  planPipeline,
  usedModels,
} from '@sluice/core';
import type { Variant } from './eval-suite.ts';
import { fieldsOf } from './fields-of.ts';
import { overridePipeline } from './override-pipeline.ts';
import { badSet, duplicateName, unknownAlias } from './problems.ts';
import { readInputs } from './read-inputs.ts';
import { readModelOverride } from './read-model-override.ts';
import type { TargetSource } from './read-target.ts';
import type { SuiteContext } from './suite-context.ts';

/** The declared variants times the matrix; without any, the pipeline as it is. */
export function readVariants(context: SuiteContext, target: TargetSource): readonly Variant[] {
  const declared = context.root.get('variants')?.items() ?? [];
  const drafts = declared.length === 0 ? [emptyDraft('default')] : declared.map((source) => readDraft(source, context));
  const all = drafts.flatMap((draft) => combinations(context).map((matrix) => applyMatrix(draft, matrix, context)));
  const seen = new Set<string>();
  return all.flatMap((draft) => {
    if (seen.has(draft.name)) {
      const at = draft.source?.at('name') ?? context.root.at('matrix');
      context.report(duplicateName.at(at, { what: 'variants', name: draft.name }));
    }
    seen.add(draft.name);
    const variant = toVariant(draft, context, target);
    return variant === undefined ? [] : [variant];
  });
}

interface Setting {
  readonly path: string;
  readonly value: Json;
  readonly source: LocatedJson;
}

interface Draft {
  readonly name: string;
  readonly source: LocatedJson | undefined;
  readonly models: ModelAliases;
  readonly inputs: Variant['inputs'];
  readonly settings: readonly Setting[];
}

function emptyDraft(name: string): Draft {
  return { name, source: undefined, models: {}, inputs: {}, settings: [] };
}

function readDraft(source: LocatedJson, context: SuiteContext): Draft {
  const models = (source.get('models')?.entries() ?? []).flatMap(([alias, located]) => {
    const override = readOverride(alias, located, context);
    return override === undefined ? [] : [[alias, override] as const];
  });
  const settings = (source.get('set')?.entries() ?? []).map(([path, located]) => ({
    path,
    value: located.value,
    source: located,
  }));
  return {
    name: String(fieldsOf(source).name),
    source,
    models: Object.fromEntries(models),
    inputs: readInputs(source.get('inputs'), context),
    settings,
  };
}

function readOverride(alias: string, located: LocatedJson, context: SuiteContext): ModelAlias | undefined {
  const base = context.plan.models[alias] ?? context.aliases[alias];
  if (base === undefined) {
    const known = [...new Set([...Object.keys(context.plan.models), ...Object.keys(context.aliases)])];
    context.report(unknownAlias.at(located.at(), { name: alias, known }));
    return undefined;
  }
  return readModelOverride(located, base, context);
}

/** Every combination of the matrix, its last key changing first; one empty one where there is no matrix. */
function combinations({ root }: SuiteContext): readonly (readonly Setting[])[] {
  return (root.get('matrix')?.entries() ?? []).reduce<readonly (readonly Setting[])[]>(
    (made, [path, values]) =>
      made.flatMap((settings) => values.items().map((source) => [...settings, { path, value: source.value, source }])),
    [[]],
  );
}

function applyMatrix(draft: Draft, matrix: readonly Setting[], context: SuiteContext): Draft {
  if (matrix.length === 0) return draft;
  const parts = matrix.map(({ path, value }) => `${path.split('.').at(-1) ?? ''}=${shown(value)}`);
  const own = draft.source === undefined ? [] : [draft.name];
  const name = [...own, ...parts].join(' ');
  let models = draft.models;
  const settings: Setting[] = [...draft.settings];
  for (const setting of matrix) {
    const alias = /^models\.([^.]+)$/u.exec(setting.path)?.[1];
    const override = alias === undefined ? undefined : readOverride(alias, setting.source, context);
    if (alias === undefined) settings.push(setting);
    else if (override) models = { ...models, [alias]: override };
  }
  return { ...draft, name, models, settings };
}

function shown(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function toVariant(draft: Draft, context: SuiteContext, target: TargetSource): Variant | undefined {
  const plan = draft.settings.length === 0 ? context.plan : replan(draft, context, target);
  if (plan === undefined) return undefined;
  return {
    name: draft.name,
    plan,
    models: draft.models,
    shown: shownModels(plan, draft.models, context),
    inputs: draft.inputs,
  };
}

function replan(draft: Draft, context: SuiteContext, target: TargetSource): Plan | undefined {
  const text = overridePipeline(target.text, draft.settings, ({ path, source }, why) =>
    context.report(badSet.at(source.at(), { path, why })),
  );
  if (text === undefined) return undefined;
  const planned = planPipeline({ path: target.path, text }, context.options);
  if (planned.ok) return planned.value;
  const [first] = planned.diagnostics;
  const [setting] = draft.settings;
  if (setting)
    context.report(badSet.at(setting.source.at(), { path: setting.path, why: first?.message ?? 'not valid there' }));
  return undefined;
}

/** Alias to reference of what the plan may call, as a reader of the file would write it. */
function shownModels(plan: Plan, overrides: ModelAliases, context: SuiteContext): { readonly [alias: string]: string } {
  const aliases = { ...plan.models, ...overrides };
  return Object.fromEntries(
    usedModels(plan).map((name) => {
      const alias = aliases[name];
      if (alias === undefined) return [name, name];
      return [name, alias.type === 'single' ? shortReference(alias.use, context) : alias.chain.join(' > ')];
    }),
  );
}

/** Files below a root by its name, others by their name alone: a report is read on other machines. */
function shortReference(reference: string, { roots }: SuiteContext): string {
  const match = /^(replay|simulator)\/(.*)$/u.exec(reference);
  if (!match) return reference;
  const [, provider, path = ''] = match;
  for (const [name, folder] of Object.entries(roots)) {
    if (path.startsWith(`${folder}/`)) return `${provider}/${name}:${path.slice(folder.length + 1)}`;
  }
  return `${provider}/${path.split('/').at(-1) ?? ''}`;
}
