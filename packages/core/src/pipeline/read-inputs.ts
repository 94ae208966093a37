import type { Diagnostic } from '../errors/diagnostic.ts';
import type { Json, JsonObject, JsonSchema } from '../json.ts';
import type { InputSpec } from '../plan/plan.ts';
import { checkJsonSchema } from '../schema/check-json-schema.ts';
import { validateLocated } from '../schema/validate-located.ts';
import { valueErrors } from '../schema/value-errors.ts';
import { rooted } from '../types/resolve-reference.ts';
import type { LocatedJson } from '../yaml/located-json.ts';
import * as problems from './problems.ts';

export type Report = (finding: Diagnostic) => void;

/** `inputs:` as specifications; an input whose schema is wrong is anything. */
export function readInputs(source: LocatedJson | undefined, report: Report): { readonly [name: string]: InputSpec } {
  const inputs: Record<string, InputSpec> = {};
  for (const [name, located] of source?.entries() ?? []) inputs[name] = readInput(located, report);
  return inputs;
}

/** The type of `inputs` in expressions. */
export function inputsType(inputs: { readonly [name: string]: InputSpec }): JsonSchema {
  const names = Object.keys(inputs);
  const properties = Object.fromEntries(names.map((name) => [name, rooted(inputs[name]?.schema ?? true)]));
  return { type: 'object', properties, required: names, additionalProperties: false };
}

function readInput(located: LocatedJson, report: Report): InputSpec {
  if (typeof located.value !== 'object' || located.value === null) return { schema: true, required: true };
  const findings = checkJsonSchema(located, ['from_env']);
  findings.forEach(report);
  if (findings.length > 0) return { schema: true, required: true };
  const { from_env: fromEnv, ...schema } = located.value as JsonObject;
  if (fromEnv !== undefined && typeof fromEnv !== 'string') report(problems.inputName.at(located.at('from_env'), {}));
  checkDefault(located, schema, report);
  const fallback = schema['default'];
  return {
    schema,
    required: fallback === undefined && !allowsNull(schema),
    validate: valueErrors(schema),
    ...(fallback === undefined ? {} : { default: fallback }),
    ...(typeof fromEnv === 'string' ? { fromEnv } : {}),
  };
}

function checkDefault(located: LocatedJson, schema: JsonObject, report: Report): void {
  const source = located.get('default');
  if (source === undefined) return;
  for (const { at, message, hint } of validateLocated(source, schema)) {
    report(problems.inputDefault.at(at, hint === undefined ? { message } : { message, hint }));
  }
}

/** An input that may be null may be left out: it is null then. */
function allowsNull(schema: JsonObject): boolean {
  const type: Json | undefined = schema['type'];
  return type === 'null' || (Array.isArray(type) && type.includes('null'));
}
