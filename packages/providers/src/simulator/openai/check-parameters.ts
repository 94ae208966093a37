import { invalidRequest } from '../wire/failure.ts';
import { isObject, type JsonObject } from '../wire/json.ts';

/** What a parameter may be. */
export interface ParameterRule {
  readonly type: 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object' | 'any';
  readonly least?: number;
  readonly most?: number;
  readonly values?: readonly string[];
}

/** Checks all parameters of a request as OpenAI does: unknown names, types, ranges. @throws RefusedRequest */
export function checkParameters(body: JsonObject, rules: Readonly<Record<string, ParameterRule>>): void {
  for (const name of Object.keys(body)) {
    const rule = rules[name];
    if (rule === undefined) throw invalidRequest(`Unknown parameter: '${name}'.`, name, 'unknown_parameter');
    const value = body[name];
    if (value !== null && value !== undefined) checkValue(name, value, rule);
  }
}

/** The value of a parameter that must be there. @throws RefusedRequest */
export function requiredParameter(body: JsonObject, name: string): unknown {
  const value = body[name];
  if (value === undefined || value === null) {
    throw invalidRequest(`Missing required parameter: '${name}'.`, name, 'missing_required_parameter');
  }
  return value;
}

/** The model that the request names in its path or its body. @throws RefusedRequest */
export function requestedModel(body: JsonObject, pathModel: string | undefined): string {
  const model = pathModel ?? body['model'];
  if (typeof model === 'string' && model !== '') return model;
  throw invalidRequest('you must provide a model parameter');
}

function checkValue(name: string, value: unknown, rule: ParameterRule): void {
  if (!isOf(value, rule.type)) {
    throw invalidRequest(
      `Invalid type for '${name}': expected ${article(rule.type)}, but got ${described(value)} instead.`,
      name,
      'invalid_type',
    );
  }
  if (typeof value === 'number') checkRange(name, value, rule);
  if (rule.values !== undefined && !rule.values.includes(String(value))) {
    const values = rule.values.map((item) => `'${item}'`).join(', ');
    throw invalidRequest(`Invalid value: '${String(value)}'. Supported values are: ${values}.`, name, 'invalid_value');
  }
}

function checkRange(name: string, value: number, { type, least, most }: ParameterRule): void {
  const kind = type === 'integer' ? 'integer' : 'decimal';
  if (least !== undefined && value < least) {
    throw invalidRequest(
      `Invalid '${name}': ${kind} below minimum value. Expected a value >= ${least}, but got ${value} instead.`,
      name,
      `${kind}_below_min_value`,
    );
  }
  if (most !== undefined && value > most) {
    throw invalidRequest(
      `Invalid '${name}': ${kind} above maximum value. Expected a value <= ${most}, but got ${value} instead.`,
      name,
      `${kind}_above_max_value`,
    );
  }
}

function isOf(value: unknown, type: ParameterRule['type']): boolean {
  if (type === 'any') return true;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isObject(value);
  return type === 'integer' ? Number.isInteger(value) : typeof value === type;
}

function article(type: ParameterRule['type']): string {
  if (type === 'number') return 'a decimal';
  return /^[aeiou]/u.test(type) ? `an ${type}` : `a ${type}`;
}

function described(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  if (isObject(value)) return 'an object';
  if (typeof value === 'number') return Number.isInteger(value) ? 'an integer' : 'a decimal';
  return `a ${typeof value}`;
}
