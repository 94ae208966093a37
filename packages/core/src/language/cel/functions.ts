import type { CelFunction } from './function.ts';
import { macroNames } from './function-names.ts';
import { listFunctions, numberFunctions } from './functions-lists.ts';
import { textFunctions } from './functions-text.ts';
import { jsonFunctions, patternFunctions, valueFunctions } from './functions-values.ts';

/** Every function of the language: what is typed, evaluated and documented. Nothing here reads a clock or chance. */
export const celFunctions: readonly CelFunction[] = [
  ...valueFunctions,
  ...textFunctions,
  ...listFunctions,
  ...numberFunctions,
  ...jsonFunctions,
  ...patternFunctions,
];

const byName: ReadonlyMap<string, CelFunction> = new Map(celFunctions.map((known) => [known.name, known]));

export function findFunction(name: string): CelFunction | undefined {
  return byName.get(name);
}

/** All that can be called, macros included. */
export const callableNames: readonly string[] = [...celFunctions.map(({ name }) => name), ...macroNames];
