import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { type Json, type JsonObject, type JsonSchema, type Plan, suggest, UsageError } from '@sluice/core';

export interface InputSource {
  /** `name=value` pairs of the command line. */
  readonly set: readonly string[];
  /** A JSON file, or `-` for standard input. */
  readonly file: string | undefined;
  readonly environment: { readonly [name: string]: string | undefined };
}

/** A run's inputs: the file, then `-i`, then `from_env` and defaults; checked by their schemas. */
export function readInputs(plan: Plan, source: InputSource): JsonObject {
  const given = source.file === undefined ? {} : readJsonFile(source.file);
  const set = Object.fromEntries(source.set.map((pair) => readPair(pair, plan)));
  return checkInputs(plan, { ...given, ...set }, source.environment);
}

/** One run's inputs for each line. */
export async function* readInputLines(
  plan: Plan,
  file: string,
  environment: InputSource['environment'],
): AsyncGenerator<JsonObject> {
  // A stream would fail outside of the loop below.
  if (file !== '-' && !existsSync(file)) throw new UsageError('cli/no-file', `cannot read ${file}`);
  const lines = createInterface({ input: file === '-' ? process.stdin : createReadStream(file), crlfDelay: Infinity });
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line.trim() === '') continue;
    yield checkInputs(plan, parseObject(line, `${file}:${number}`), environment);
  }
}

function readJsonFile(file: string): JsonObject {
  return parseObject(readText(file === '-' ? 0 : file), file);
}

function readText(file: string | 0): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UsageError('cli/no-file', `cannot read ${file === 0 ? 'standard input' : file}`);
  }
}

function parseObject(text: string, place: string): JsonObject {
  try {
    const value = JSON.parse(text) as Json;
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as JsonObject;
  } catch (error) {
    throw new UsageError(
      'cli/bad-input',
      `${place} is not JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  throw new UsageError('cli/bad-input', `${place} is not a JSON object of inputs`);
}

function readPair(pair: string, plan: Plan): readonly [string, Json] {
  const equals = pair.indexOf('=');
  if (equals <= 0) throw new UsageError('cli/bad-input', `-i takes name=value, not \`${pair}\``);
  const name = pair.slice(0, equals);
  const spec = Object.hasOwn(plan.inputs, name) ? plan.inputs[name] : undefined;
  if (spec === undefined) throw unknownInput(name, plan);
  const text = pair.slice(equals + 1);
  const content = text.startsWith('@') ? readText(text.slice(1)) : text;
  return [name, byType(content, spec.schema, name)];
}

/** Text stays text where a text is declared; anything else is read as JSON. */
function byType(text: string, schema: JsonSchema, name: string): Json {
  const type = typeof schema === 'boolean' ? undefined : schema.type;
  const isText =
    type === 'string' || (typeof schema !== 'boolean' && Array.isArray(schema.enum) && schema.enum.includes(text));
  if (isText) return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    if (type === undefined) return text;
    throw new UsageError('cli/bad-input', `the input ${name} takes ${String(type)}, not \`${text.slice(0, 60)}\``);
  }
}

function checkInputs(plan: Plan, given: JsonObject, environment: InputSource['environment']): JsonObject {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(plan.inputs, name));
  if (unknown !== undefined) throw unknownInput(unknown, plan);
  const inputs: Record<string, Json> = {};
  for (const [name, spec] of Object.entries(plan.inputs)) {
    const fromEnvironment = spec.fromEnv === undefined ? undefined : environment[spec.fromEnv];
    const read = fromEnvironment === undefined ? undefined : byType(fromEnvironment, spec.schema, name);
    const own = Object.hasOwn(given, name) ? given[name] : read;
    const value = own === undefined ? spec.default : own;
    if (value === undefined) {
      if (spec.required)
        throw new UsageError('cli/missing-input', `the input ${name} is missing`, `-i ${name}=... or --input FILE`);
      continue;
    }
    if (isTooDeep(value))
      throw new UsageError('cli/bad-input', `the input ${name} nests deeper than ${mostDeep} levels`);
    const [problem] = spec.validate?.(value) ?? [];
    if (problem !== undefined) throw new UsageError('cli/bad-input', `the input ${name}: ${problem}`);
    inputs[name] = value;
  }
  return inputs;
}

/** What is checked, frozen and written down by recursion must not end the stack. */
const mostDeep = 500;

function isTooDeep(value: Json): boolean {
  let level: readonly Json[] = [value];
  for (let depth = 0; depth <= mostDeep; depth += 1) {
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
    if (level.length === 0) return false;
  }
  return true;
}

function unknownInput(name: string, plan: Plan): UsageError {
  const known = Object.keys(plan.inputs);
  const near = suggest(name, known);
  const hint = near === undefined ? `inputs: ${known.join(', ')}` : `did you mean "${near}"?`;
  return new UsageError('cli/unknown-input', `${plan.name} has no input ${name}`, hint);
}
