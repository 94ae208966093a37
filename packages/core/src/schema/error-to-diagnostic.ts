import type { Diagnostic } from '../errors/diagnostic.ts';
import type { Json } from '../json.ts';
import type { LocatedJson } from '../yaml/located-json.ts';
import { describeJson, describeTypes } from './describe-json.ts';
import * as problems from './problems.ts';
import type { SchemaError } from './schema-error.ts';

export interface LocatedError {
  readonly error: SchemaError;
  readonly path: readonly (string | number)[];
}

/** One error of a schema as a finding on the place that shows it. */
export function toDiagnostic(located: LocatedJson, { error, path }: LocatedError): Diagnostic {
  const schema = keywords(error.parentSchema);
  const found = located.get(...path)?.value;
  switch (error.keyword) {
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const key = String(error.params['additionalProperty'] ?? error.params['unevaluatedProperty']);
      const known = Object.keys(keywords(schema['properties']));
      return problems.unknownKey.at(located.keyAt(...path, key), { key, known });
    }
    case 'required':
    case 'dependentRequired': {
      const key = String(error.params['missingProperty']);
      const description = keywords(keywords(schema['properties'])[key])['description'];
      const place = located.keyAt(...path);
      return problems.missingKey.at(place, typeof description === 'string' ? { key, description } : { key });
    }
    case 'type':
      return wrongType(located.at(...path), schema, found);
    case 'enum':
    case 'const': {
      const allowed = error.keyword === 'enum' ? (error.params['allowedValues'] as Json[]) : [schema['const'] as Json];
      return problems.unknownWord.at(located.at(...path), { found: show(found), allowed: allowed.map(plain) });
    }
    case 'anyOf':
    case 'oneOf':
      return wrongType(located.at(...path), schema, found);
    case 'propertyNames': {
      const key = String(error.params['propertyName']);
      return problems.invalidValue.at(located.keyAt(...path, key), { message: `\`${key}\` cannot be a name here` });
    }
    default:
      return problems.invalidValue.at(located.at(...path), describe(error, schema, found));
  }
}

type Keywords = Readonly<Record<string, unknown>>;

function wrongType(at: Diagnostic['at'], schema: Keywords, found: Json | undefined): Diagnostic {
  const hint = typeof schema['description'] === 'string' ? { hint: schema['description'] } : {};
  return problems.wrongType.at(at, { expected: expectation(schema), actual: describeJson(found), ...hint });
}

/** What a schema asks for, in words. */
function expectation(schema: Keywords): string {
  if (typeof schema['x-expects'] === 'string') return schema['x-expects'];
  const branches = (schema['anyOf'] ?? schema['oneOf']) as readonly unknown[] | undefined;
  if (branches !== undefined) return [...new Set(branches.map((branch) => expectation(keywords(branch))))].join(' or ');
  if (schema['enum'] !== undefined) return `one of ${(schema['enum'] as Json[]).map(plain).join(', ')}`;
  if (schema['const'] !== undefined) return show(schema['const'] as Json);
  const type = schema['type'];
  if (type === undefined) return 'another value';
  return describeTypes(Array.isArray(type) ? type : [String(type)]);
}

function describe(error: SchemaError, schema: Keywords, found: Json | undefined): { message: string; hint?: string } {
  if (error.keyword === 'pattern' && typeof schema['x-expects'] === 'string') {
    return { message: `expected ${schema['x-expects']}, found ${describeJson(found)}` };
  }
  const hint = typeof schema['description'] === 'string' ? { hint: schema['description'] } : {};
  return { message: `${describeJson(found)} ${error.message ?? 'is not valid'}`, ...hint };
}

function keywords(schema: unknown): Keywords {
  return typeof schema === 'object' && schema !== null ? (schema as Keywords) : {};
}

function show(found: Json | undefined): string {
  return found === undefined ? 'nothing' : JSON.stringify(found);
}

function plain(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
