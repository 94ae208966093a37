import type { Json, JsonObject } from '../json.ts';
import type { LocatedJson } from '../yaml/located-json.ts';
import { parseDuration } from './duration.ts';
import { toModelParams } from './model-params.ts';
import type { ModelAlias, ModelAliases } from './models.ts';
import * as problems from './problems.ts';
import type { Report } from './read-inputs.ts';

/** What a name of a model may mean. */
export interface ModelNames {
  /** Of the config, and those that the command line puts in place of the file's. */
  readonly aliases: ModelAliases;
  /** Names of providers; absent: any. */
  readonly providers: readonly string[] | undefined;
}

/** `models:` as aliases, on top of those that come from outside. */
export function readModels(source: LocatedJson | undefined, names: ModelNames, report: Report): ModelAliases {
  const own: Record<string, ModelAlias> = {};
  for (const [name, located] of source?.entries() ?? []) {
    const alias = readAlias(located);
    if (alias !== undefined) own[name] = alias;
  }
  const aliases: ModelAliases = { ...names.aliases, ...own };
  for (const [name, located] of source?.entries() ?? []) {
    checkUse(located, names, report);
    checkChain(located, { ...names, aliases }, report);
    checkChainCycle({ name, located, aliases }, report);
  }
  return aliases;
}

/** Checks one alias or `provider/model` where it stands; gives it back when it means something. */
export function checkModelName(source: LocatedJson, names: ModelNames, report: Report): string | undefined {
  const name = source.value;
  if (typeof name !== 'string') return undefined;
  if (Object.hasOwn(names.aliases, name)) return name;
  const slash = name.indexOf('/');
  if (slash <= 0 || slash === name.length - 1) {
    report(problems.unknownModel.at(source.at(), { name, known: Object.keys(names.aliases) }));
    return undefined;
  }
  return isKnownProvider(source, names, report) ? name : undefined;
}

function readAlias(located: LocatedJson): ModelAlias | undefined {
  const value = (located.value ?? {}) as JsonObject;
  if (Array.isArray(value['fallback'])) {
    const breaker = readBreaker(value['breaker']);
    const chain = value['fallback'].filter((item) => typeof item === 'string');
    return { type: 'fallback', chain, ...(breaker === undefined ? {} : { breaker }), at: located.at() };
  }
  const { use, ...params } = value;
  if (typeof use !== 'string') return undefined;
  return { type: 'single', use, params: toModelParams(params), at: located.at() };
}

function readBreaker(value: Json | undefined): { failures: number; cooldownMs: number } | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { failures, cooldown } = value as JsonObject;
  const cooldownMs = typeof cooldown === 'string' ? parseDuration(cooldown) : undefined;
  return typeof failures === 'number' && cooldownMs !== undefined ? { failures, cooldownMs } : undefined;
}

function checkUse(located: LocatedJson, names: ModelNames, report: Report): void {
  const use = located.get('use');
  if (typeof use?.value !== 'string') return;
  if (!/^[^/]+\/./.test(use.value)) report(problems.badReference.at(use.at(), { text: use.value }));
  else isKnownProvider(use, names, report);
}

function isKnownProvider(source: LocatedJson, names: ModelNames, report: Report): boolean {
  const provider = String(source.value).split('/')[0] ?? '';
  const known = names.providers;
  if (known === undefined || known.includes(provider)) return true;
  const text = source.text();
  report(problems.unknownProvider.at(text?.span(0, provider.length) ?? source.at(), { name: provider, known }));
  return false;
}

function checkChain(located: LocatedJson, names: ModelNames, report: Report): void {
  for (const item of located.get('fallback')?.items() ?? []) checkModelName(item, names, report);
}

interface ChainStart {
  readonly name: string;
  readonly located: LocatedJson;
  readonly aliases: ModelAliases;
}

function checkChainCycle({ name, located, aliases }: ChainStart, report: Report): void {
  const path = pathBack(name, [name], aliases);
  if (path !== undefined) report(problems.fallbackCycle.at(located.at('fallback'), { path }));
}

function pathBack(target: string, path: readonly string[], aliases: ModelAliases): readonly string[] | undefined {
  const alias = aliases[path.at(-1) ?? ''];
  if (alias?.type !== 'fallback') return undefined;
  for (const next of alias.chain) {
    if (next === target) return [...path, next];
    if (path.includes(next)) continue;
    const found = pathBack(target, [...path, next], aliases);
    if (found !== undefined) return found;
  }
  return undefined;
}
