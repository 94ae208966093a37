import { suggest } from '../errors/suggest.ts';
import type { JsonObject } from '../json.ts';
import { unknownKey } from '../schema/problems.ts';
import { validateLocated } from '../schema/validate-located.ts';
import type { ToolKind, ToolSpec } from '../tools/tool-kind.ts';
import type { LocatedJson } from '../yaml/located-json.ts';
import { toolSchema } from './pipeline-schema.ts';
import * as problems from './problems.ts';
import type { Report } from './read-inputs.ts';
import { type ModuleLookup, readModule } from './read-module.ts';

/** A tool of the file with what the planner knows of its kind. */
export interface DeclaredTool {
  readonly spec: ToolSpec;
  readonly kind: ToolKind;
  readonly description?: string;
  /** Content hash of the function behind a `module` tool. */
  readonly moduleHash?: string;
}

export interface ToolLookup extends ModuleLookup {
  readonly kinds: readonly ToolKind[];
  readonly secrets: readonly string[];
}

/** `tools:` by name; a tool with findings is left out. */
export function readTools(
  source: LocatedJson | undefined,
  lookup: ToolLookup,
  report: Report,
): ReadonlyMap<string, DeclaredTool> {
  const tools = new Map<string, DeclaredTool>();
  for (const [name, located] of source?.entries() ?? []) {
    const kind = kindOf(located, source, { name, lookup, report });
    const tool = kind === undefined ? undefined : readTool(located, kind, { name, lookup, report });
    if (tool !== undefined) tools.set(name, tool);
  }
  return tools;
}

interface Reading {
  readonly name: string;
  readonly lookup: ToolLookup;
  readonly report: Report;
}

function kindOf(located: LocatedJson, parent: LocatedJson | undefined, reading: Reading): ToolKind | undefined {
  const { kinds } = reading.lookup;
  const keys = located.entries().map(([key]) => key);
  const found = kinds.filter((kind) => keys.includes(kind.kind));
  if (found.length === 1) return found[0];
  const known = kinds.map((kind) => kind.kind);
  const typo = keys.find((key) => suggest(key, known) !== undefined);
  if (found.length === 0 && typo !== undefined)
    reading.report(unknownKey.at(located.keyAt(typo), { key: typo, known }));
  else reading.report(problems.toolWithoutKind.at(parent?.keyAt(reading.name) ?? located.at(), { known }));
  return undefined;
}

function readTool(located: LocatedJson, kind: ToolKind, reading: Reading): DeclaredTool | undefined {
  const { name, lookup, report } = reading;
  const findings = validateLocated(located, toolSchema(kind));
  findings.forEach(report);
  const source = located.get(kind.kind);
  if (findings.length > 0 || source === undefined) return undefined;
  checkSecrets(source, kind.config, reading);
  const own = typeof source.value === 'string' ? { use: source.value } : (source.value as JsonObject);
  for (const { path, message, hint } of kind.checkConfig?.(own) ?? []) {
    report(problems.toolConfig.at(source.at(...path), hint === undefined ? { message } : { message, hint }));
  }
  const module = kind.kind === 'module' ? readModule(source.get('use') ?? source, lookup, report) : undefined;
  if (kind.kind === 'module' && module === undefined) return undefined;
  const description = located.get('description')?.value;
  return {
    spec: {
      name,
      kind: kind.kind,
      config: module === undefined ? own : { ...own, file: module.ref.file, function: module.ref.name },
      file: lookup.from,
    },
    kind,
    ...(typeof description === 'string' ? { description } : {}),
    ...(module === undefined ? {} : { moduleHash: module.hash }),
  };
}

/** Every text that the schema marks as the name of a secret must be declared. */
function checkSecrets(source: LocatedJson, schema: unknown, reading: Reading): void {
  if (typeof schema !== 'object' || schema === null) return;
  const { secrets } = reading.lookup;
  const keywords = schema as Readonly<Record<string, unknown>>;
  if (keywords['x-secret'] === true && typeof source.value === 'string' && !secrets.includes(source.value)) {
    reading.report(problems.secretNotDeclared.at(source.at(), { name: source.value, known: secrets }));
  }
  for (const branch of (keywords['anyOf'] ?? []) as readonly unknown[]) checkSecrets(source, branch, reading);
  const properties = (keywords['properties'] ?? {}) as Readonly<Record<string, unknown>>;
  for (const [key, value] of source.entries()) {
    checkSecrets(value, properties[key] ?? keywords['additionalProperties'], reading);
  }
}
