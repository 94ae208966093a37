import { CelError } from './cel-error.ts';
import { createEngine, type Engine, type EngineFunction } from './engine.ts';
import { toEngine } from './engine-value.ts';
import type { CelFunction, ParameterType } from './function.ts';
import { loweredName } from './function-names.ts';
import { celFunctions } from './functions.ts';
import { celLimits } from './limits.ts';
import { toJson } from './to-json.ts';

/** The engine with the functions of the language, and the meter that stops what would run too long. */
export interface CelRuntime {
  readonly engine: Engine;
  /** Runs `evaluate` with a fresh meter; evaluations never overlap, because none is asynchronous. */
  metered<T>(evaluate: () => T): T;
}

export function createRuntime(): CelRuntime {
  const meter = new Meter();
  const engine = createEngine([
    ...celFunctions.flatMap((known) => engineFunctions(known, meter)),
    {
      name: loweredName('range'),
      parameters: 1,
      call: ([value]) => {
        meter.spend(sizeOf(value));
        return value;
      },
    },
    {
      name: loweredName('count'),
      parameters: 1,
      call: ([value]) => {
        meter.spendFor(value);
        return value;
      },
    },
    { name: loweredName('optional'), parameters: 2, call: ([of, field]) => ownField(of, field) ?? null },
    { name: loweredName('has'), parameters: 2, call: ([of, field]) => ownField(of, field) !== undefined },
  ]);
  return {
    engine,
    metered(evaluate) {
      meter.reset();
      const result = evaluate();
      // Quantifiers and `||` forgive errors, also the meter's.
      meter.check();
      return result;
    },
  };
}

class Meter {
  private left: number = celLimits.work;

  reset(): void {
    this.left = celLimits.work;
  }

  spend(units: number): void {
    this.left -= units;
    this.check();
  }

  /** Charges for what a function reads of an argument. */
  spendOn(value: unknown, reads: NonNullable<CelFunction['reads']>): void {
    if (reads === 'everything' || typeof value === 'string') this.spendFor(value);
    else this.spend(reads === 'elements' && Array.isArray(value) ? 1 + value.length : 1);
  }

  /** Charges for reading a whole value. */
  spendFor(value: unknown): void {
    this.spend(typeof value === 'string' ? 1 + (value.length >> 6) : 1);
    if (typeof value !== 'object' || value === null) return;
    for (const item of value instanceof Map ? value.values() : Object.values(value)) this.spendFor(item);
  }

  check(): void {
    if (this.left < 0) throw new CelError('too_much_work', 'the expression does too much work');
  }
}

function sizeOf(value: unknown): number {
  if (value instanceof Map) return value.size;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
}

function ownField(of: unknown, field: unknown): unknown {
  if (typeof of !== 'object' || of === null) return undefined;
  if (of instanceof Map) return of.get(field);
  const key = Array.isArray(of) && (typeof field === 'bigint' || typeof field === 'number') ? String(field) : field;
  if (typeof key !== 'string' || (Array.isArray(of) && key === field)) return undefined;
  return Object.hasOwn(of, key) ? (of as Record<string, unknown>)[key] : undefined;
}

/** One entry per number of arguments. */
function engineFunctions(known: CelFunction, meter: Meter): readonly EngineFunction[] {
  const { call, parameters } = known;
  if (call === undefined) return [];
  const required = parameters.filter(({ optional }) => optional !== true).length;
  return Array.from({ length: parameters.length - required + 1 }, (_, extra) => ({
    name: loweredName(known.name),
    parameters: required + extra,
    call: (args: readonly unknown[]) => {
      const values = args.map((arg, index) => {
        const parameter = parameters[index];
        const value = known.reads === 'size' || parameter?.types.includes('any') === true ? arg : plain(arg);
        if (parameter !== undefined) requireType(known.name, value, parameter.types);
        meter.spendOn(value, known.reads ?? 'elements');
        return value;
      });
      const ready = known.name === 'json.stringify' ? values.map(toJson) : values;
      const result: unknown = Reflect.apply(call, undefined, ready);
      if (known.name === 'json.parse') return toEngine(result);
      return known.whole === true && typeof result === 'number' ? BigInt(result) : result;
    },
  }));
}

/** Whole numbers of CEL as numbers, also as elements of a list. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  return Array.isArray(value) && value.some((item) => typeof item === 'bigint') ? value.map(plain) : value;
}

function requireType(name: string, value: unknown, types: readonly ParameterType[]): void {
  if (types.some((type) => hasType(value, type))) return;
  throw new CelError('bad_argument', `${name}() takes ${types.join(' or ')}, not ${typeName(value)}`);
}

function hasType(value: unknown, type: ParameterType): boolean {
  switch (type) {
    case 'any':
      return true;
    case 'integer':
      return Number.isInteger(value);
    case 'list':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    default:
      return typeof value === type;
  }
}

/** What a value is, in the words of the language. */
export function typeName(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'list';
  return typeof value === 'bigint' ? 'number' : typeof value;
}
