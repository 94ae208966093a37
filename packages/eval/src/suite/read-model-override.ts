import {
  type Json,
  type JsonObject,
  type LocatedJson,
  type ModelAlias,
  type ModelAliases,
  readParams,
} from '@sluice/core';
import { badReference } from './problems.ts';
import { type PathContext, resolvePath } from './read-roots.ts';

/** A string replaces an alias with its parameters; an object merges into it, `null` removes a key. */
export function readModelOverride(
  source: LocatedJson,
  base: ModelAlias | undefined,
  context: PathContext,
): ModelAlias | undefined {
  const { value } = source;
  if (typeof value === 'string') return singleModel(source, value, { params: {}, context });
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  const { use, ...changes } = value as JsonObject;
  const kept = base?.type === 'single' ? base : undefined;
  const reference = use ?? kept?.use;
  if (typeof reference !== 'string') {
    context.report(badReference.at(source.at(), { text: JSON.stringify(value) }));
    return undefined;
  }
  return singleModel(source, reference, { params: merge(kept?.params ?? {}, changes), context });
}

/** Aliases under a key of the file, such as `models:`. */
export function readAliases(source: LocatedJson | undefined, context: PathContext): ModelAliases {
  const entries = (source?.entries() ?? []).flatMap(([name, located]) => {
    const alias = readModelOverride(located, undefined, context);
    return alias === undefined ? [] : [[name, alias] as const];
  });
  return Object.fromEntries(entries);
}

interface Parameters {
  readonly params: ReturnType<typeof readParams>;
  readonly context: PathContext;
}

function singleModel(source: LocatedJson, reference: string, { params, context }: Parameters): ModelAlias | undefined {
  const slash = reference.indexOf('/');
  if (slash <= 0 || slash === reference.length - 1) {
    context.report(badReference.at(source.at(), { text: reference }));
    return undefined;
  }
  const provider = reference.slice(0, slash);
  if (provider !== 'replay' && provider !== 'simulator')
    return { type: 'single', use: reference, params, at: source.at() };
  const path = resolvePath(reference.slice(slash + 1), source, context);
  return path === undefined ? undefined : { type: 'single', use: `${provider}/${path}`, params, at: source.at() };
}

function merge(params: ReturnType<typeof readParams>, changes: JsonObject): ReturnType<typeof readParams> {
  const merged: Record<string, unknown> = { ...params };
  for (const [word, value] of Object.entries(changes)) {
    if (value === null) delete merged[nameOf(word)];
    else Object.assign(merged, readParams({ [word]: value as Json }));
  }
  return merged as ReturnType<typeof readParams>;
}

/** `max_tokens` is `maxTokens` inside. */
function nameOf(word: string): string {
  return word.replace(/_([a-z])/gu, (_, letter: string) => letter.toUpperCase());
}
