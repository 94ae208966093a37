import type { JsonSchema } from '../../json.ts';
import { elementOf } from '../../types/element-of.ts';
import { variantsOf } from '../../types/variants-of.ts';
import { CelError } from './cel-error.ts';
import type { CelFunction, Parameter } from './function.ts';
import { jsonEquals } from './json-equals.ts';

const list: Parameter = { name: 'list', types: ['list'] };
const numbers: Parameter = { name: 'numbers', types: ['list'] };

export const listFunctions: readonly CelFunction[] = [
  {
    ...method('slice', [
      list,
      { name: 'start', types: ['integer'] },
      { name: 'end', types: ['integer'], optional: true },
    ]),
    result: sameElements,
    call: (values: readonly unknown[], start: number, end?: number) =>
      values.slice(Math.max(0, start), end === undefined ? undefined : Math.max(0, end)),
    summary: 'The elements from `start` up to and without `end`. What lies outside the list is left out.',
    example: ['[1, 2, 3, 4].slice(1, 3)', '[2,3]'],
  },
  {
    ...method('distinct', [list]),
    result: sameElements,
    reads: 'everything',
    call: distinct,
    summary: 'The list without repetitions, in order of first occurrence.',
    example: ['["a", "b", "a"].distinct()', '["a","b"]'],
  },
  {
    ...method('sort', [list]),
    result: sameElements,
    call: sort,
    summary: 'The list in ascending order. All elements are numbers, or all are texts (compared by code unit).',
    example: ['[3, 1, 2].sort()', '[1,2,3]'],
  },
  {
    ...method('reverse', [list]),
    result: sameElements,
    call: (values: readonly unknown[]) => values.toReversed(),
    summary: 'The list from its end.',
    example: ['[1, 2].reverse()', '[2,1]'],
  },
  {
    ...method('flatten', [list]),
    result: ([type = true]) => {
      const element = elementOf(type) ?? true;
      return { type: 'array', items: elementOf(element) ?? element };
    },
    call: (values: readonly unknown[]) => values.flat(),
    summary: 'The elements of the lists in a list, one level deep.',
    example: ['[[1], [2, 3]].flatten()', '[1,2,3]'],
  },
];

export const numberFunctions: readonly CelFunction[] = [
  rounding('floor', 'The next whole number below.', ['math.floor(2.7)', '2']),
  rounding('ceil', 'The next whole number above.', ['math.ceil(2.1)', '3']),
  rounding('round', 'The nearest whole number; halves go away from zero.', ['math.round(2.5)', '3']),
  {
    ...math('abs', [{ name: 'number', types: ['number'] }]),
    result: ([type = true]) => numberLike(type),
    call: (value: number) => Math.abs(value),
    summary: 'The number without its sign.',
    example: ['math.abs(-3)', '3'],
  },
  extreme('min', 'The smallest number of a list that is not empty.', ['math.min([3, 1, 2])', '1']),
  extreme('max', 'The largest number of a list that is not empty.', ['math.max([3, 1, 2])', '3']),
  {
    ...math('sum', [numbers]),
    result: ([type = true]) => numberLike(elementOf(type) ?? true),
    call: (values: readonly unknown[]) => requireNumbers('math.sum', values).reduce((sum, value) => sum + value, 0),
    summary: 'The sum of a list of numbers; 0 for an empty one.',
    example: ['math.sum([1, 2, 3])', '6'],
  },
];

function method(name: string, parameters: readonly Parameter[]) {
  return { name, style: 'method', group: 'Lists', parameters } as const;
}

function math(name: string, parameters: readonly Parameter[]) {
  return { name: `math.${name}`, style: 'global', group: 'Numbers', parameters } as const;
}

/** Computed from such numbers: whole where they are. */
function numberLike(type: JsonSchema): JsonSchema {
  const whole = variantsOf(type)?.every((variant) => variant.type === 'number' && variant.integer) ?? false;
  return { type: whole ? 'integer' : 'number' };
}

function sameElements([type = true]: readonly JsonSchema[]): JsonSchema {
  return { type: 'array', items: elementOf(type) ?? true };
}

function rounding(name: 'floor' | 'ceil' | 'round', summary: string, example: CelFunction['example']): CelFunction {
  const compute = {
    floor: (value: number) => Math.floor(value),
    ceil: (value: number) => Math.ceil(value),
    round: (value: number) => Math.sign(value) * Math.round(Math.abs(value)),
  };
  const parameters: readonly Parameter[] = [{ name: 'number', types: ['number'] }];
  return { ...math(name, parameters), result: () => ({ type: 'integer' }), call: compute[name], summary, example };
}

function extreme(name: 'min' | 'max', summary: string, example: CelFunction['example']): CelFunction {
  return {
    ...math(name, [numbers]),
    result: ([type = true]) => elementOf(type) ?? { type: 'number' },
    call: (values: readonly unknown[]) => {
      const all = requireNumbers(`math.${name}`, values);
      if (all.length === 0) throw new CelError('bad_argument', `math.${name}() of an empty list`);
      return all.reduce((best, value) => (name === 'min' ? Math.min(best, value) : Math.max(best, value)));
    },
    summary,
    example,
  };
}

function requireNumbers(name: string, values: readonly unknown[]): readonly number[] {
  if (values.every((value) => typeof value === 'number')) return values;
  throw new CelError('bad_argument', `${name}() takes a list of number`);
}

function sort(values: readonly unknown[]): readonly unknown[] {
  if (values.every((value) => typeof value === 'number')) return values.toSorted((left, right) => left - right);
  if (values.every((value) => typeof value === 'string')) {
    return values.toSorted((left, right) => (left < right ? -1 : left > right ? 1 : 0));
  }
  throw new CelError('bad_argument', 'sort() takes a list of number or a list of string');
}

function distinct(values: readonly unknown[]): readonly unknown[] {
  const scalars = new Set<unknown>();
  const structures: unknown[] = [];
  return values.filter((value) => {
    if (typeof value !== 'object' || value === null) return !scalars.has(value) && scalars.add(value);
    if (structures.some((other) => jsonEquals(other, value))) return false;
    return structures.push(value);
  });
}
