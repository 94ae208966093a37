import { createHash } from 'node:crypto';
import { type Json, type JsonObject, type ModelAlias, usedModels } from '@sluice/core';
import { canonicalJson } from '../run/canonical-json.ts';
import type { Variant } from './eval-suite.ts';
import { fieldsOf } from './fields-of.ts';
import type { SuiteContext } from './suite-context.ts';

/**
 * Of everything that decides a score: the file's content, the plans, the modules of scorers, and the aliases used. Names for folders, gates and limits are left out: a run may be taken up with a larger budget.
 */
export function suiteHash(context: SuiteContext, variants: readonly Variant[]): string {
  const {
    $schema: _schema,
    roots: _roots,
    gates: _gates,
    watch: _watch,
    on_inconclusive: _inconclusive,
    budget: _budget,
    concurrency: _concurrency,
    description: _description,
    ...rest
  } = context.json;
  const identity = canonicalJson({
    ...rest,
    $plans: variants.map(({ plan }) => plan.hash),
    $modules: moduleHashes(context),
    $aliases: usedAliases(context, variants),
  });
  return createHash('sha256').update(identity).digest('hex');
}

function moduleHashes({ root, options, file }: SuiteContext): Json {
  return (root.get('scorers')?.items() ?? []).flatMap((scorer) => {
    const { call } = fieldsOf(scorer.get('module'));
    if (typeof call !== 'string') return [];
    const [path = '', name = ''] = call.split('#');
    const ref = { file: options.files.resolve(file, path), name };
    return options.modules.problem(ref) === undefined ? [options.modules.hash(ref)] : [];
  });
}

/** What the models of the pipeline and the judges stand for, with their parameters. */
function usedAliases({ root, aliases, plan }: SuiteContext, variants: readonly Variant[]): JsonObject {
  const judges = (root.get('scorers')?.items() ?? []).flatMap((scorer) =>
    scorer.entries().flatMap(([, config]) => {
      const { model } = fieldsOf(config);
      return typeof model === 'string' ? [model] : [];
    }),
  );
  const names = new Set([...judges, ...variants.flatMap((variant) => usedModels(variant.plan)), ...usedModels(plan)]);
  return Object.fromEntries(
    [...names].sort().flatMap((name) => {
      const alias = plan.models[name] ?? aliases[name];
      return alias === undefined ? [] : [[name, contentOf(alias)] as const];
    }),
  );
}

/** Recordings and profiles by their name alone: folders are other ones on other machines. */
function contentOf(alias: ModelAlias): Json {
  const { at: _at, ...content } = alias as ModelAlias & { readonly at?: unknown };
  if (alias.type !== 'single' || !/^(replay|simulator)\//u.test(alias.use)) return content as unknown as Json;
  return { ...content, use: alias.use.split('/').at(-1) ?? '' } as unknown as Json;
}
