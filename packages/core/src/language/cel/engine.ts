import type { ASTNode } from '@marcbachmann/cel-js';
import { Environment, EvaluationError, ParseError } from '@marcbachmann/cel-js';
import { CelError } from './cel-error.ts';
import { celLimits } from './limits.ts';
import type { Range } from './node.ts';

/** The tree as the library gives it; only `read-tree.ts` looks inside. */
export type EngineNode = ASTNode;

type EngineParsed =
  | { readonly ok: true; readonly tree: EngineNode }
  | { readonly ok: false; readonly code: string; readonly message: string; readonly at: Range };

/** A function of the language under the name that lowered text calls it by. All its parameters are dynamic. */
export interface EngineFunction {
  readonly name: string;
  readonly parameters: number;
  call(args: readonly unknown[]): unknown;
}

export interface Engine {
  /** Parses what a user wrote, within the limits. */
  parse(text: string): EngineParsed;
  /** Prepares lowered text, which the facade wrote itself. */
  prepare(text: string): EngineProgram;
}

export interface EngineProgram {
  /** The library's own findings about types, which should have been found before. */
  check(): { readonly message: string; readonly at: Range } | undefined;
  /** Throws `CelError`. */
  run(names: { readonly [name: string]: unknown }): unknown;
}

/** The one door to the CEL library. */
export function createEngine(functions: readonly EngineFunction[]): Engine {
  const surface = createEnvironment({ nodes: celLimits.nodes, depth: celLimits.depth });
  const lowered = createEnvironment({ nodes: celLimits.nodes * 20, depth: celLimits.depth * 8 });
  for (const { name, parameters, call } of functions) {
    const signature = `${name}(${Array.from({ length: parameters }, () => 'dyn').join(', ')}): dyn`;
    lowered.registerFunction(signature, (...args: unknown[]) => placed(() => call(args)), { async: false });
  }
  return {
    parse(text) {
      try {
        return { ok: true, tree: surface.parse(text).ast };
      } catch (error) {
        const { code, message, at } = toCelError(error);
        return { ok: false, code, message, at: at ?? { start: 0, end: text.length } };
      }
    },
    prepare(text) {
      const program = lowered.parse(text);
      return {
        check() {
          const { error } = program.check();
          if (error === undefined) return undefined;
          return { message: error.summary, at: error.range ?? { start: 0, end: text.length } };
        },
        run(names) {
          try {
            return program(names);
          } catch (error) {
            throw toCelError(error);
          }
        },
      };
    },
  };
}

/** CEL as the language has it, without the language's own functions: what the conformance cases run against. */
export function createEnvironment(limits: { nodes: number; depth: number }): Environment {
  const environment = new Environment({
    unlistedVariablesAreDyn: true,
    homogeneousAggregateLiterals: false,
    limits: { maxAstNodes: limits.nodes, maxDepth: limits.depth, maxListElements: celLimits.listItems },
  });
  return registerMixedNumbers(environment);
}

// JSON numbers arrive as doubles and whole literals are ints; CEL itself refuses to mix them.
function registerMixedNumbers(environment: Environment): Environment {
  const operators: readonly (readonly [string, (left: number, right: number) => number])[] = [
    ['+', (left, right) => left + right],
    ['-', (left, right) => left - right],
    ['*', (left, right) => left * right],
    ['/', (left, right) => left / right],
    ['%', (left, right) => left % right],
  ];
  for (const [operator, compute] of operators) {
    const mixed = (left: number | bigint, right: number | bigint) => compute(Number(left), Number(right));
    environment.registerOperator(`double ${operator} int: double`, mixed);
    environment.registerOperator(`int ${operator} double: double`, mixed);
  }
  environment.registerOperator('double % double', (left: number, right: number) => left % right);
  return environment;
}

/** The library adds the place of the call to errors of its own kind only. */
function placed<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (error instanceof CelError) throw new EvaluationError({ code: error.code, message: error.message });
    throw error;
  }
}

function toCelError(error: unknown): CelError {
  if (error instanceof CelError) return error;
  if (error instanceof EvaluationError || error instanceof ParseError) {
    return new CelError(error.code, error.summary, { at: error.range, cause: error });
  }
  if (error instanceof RangeError)
    return new CelError('too_large', 'a text or a list became too large', { cause: error });
  return new CelError('failed', 'the evaluation failed', { cause: error });
}
