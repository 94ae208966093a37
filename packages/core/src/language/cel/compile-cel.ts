import type { Diagnostic } from '../../errors/diagnostic.ts';
import { isError } from '../../errors/sort-diagnostics.ts';
import type { Json } from '../../json.ts';
import type { Compiled } from '../compiled.ts';
import type { LocatedText } from '../located-text.ts';
import { expressionSyntax, expressionTooComplex, wrongType } from '../problems.ts';
import type { Reference } from '../reference.ts';
import type { Scope } from '../scope.ts';
import type { TypeEnvironment } from '../type-environment.ts';
import type { Expression } from '../value.ts';
import { CelError } from './cel-error.ts';
import { checkExpression } from './check-expression.ts';
import type { EngineProgram } from './engine.ts';
import { toEngine } from './engine-value.ts';
import { toFailure } from './expression-failure.ts';
import { celLimits } from './limits.ts';
import { engineName, type Lowered, lower } from './lower.ts';
import type { CelNode, Range } from './node.ts';
import { readTree } from './read-tree.ts';
import { referencesIn } from './references-in.ts';
import { type CelRuntime, createRuntime } from './runtime.ts';
import { syntaxHint } from './syntax-hint.ts';
import { toJson } from './to-json.ts';

/** Parses, types and prepares one expression. */
export function compileCel(text: LocatedText, environment: TypeEnvironment): Compiled<Expression> {
  const parsed = parse(text);
  if (!parsed.ok) return { value: undefined, type: true, diagnostics: [parsed.finding] };
  const { type, diagnostics, whenTrue } = checkExpression(parsed.root, text, environment);
  if (diagnostics.some(isError)) return { value: undefined, type, diagnostics };
  const lowered = lower(parsed.root);
  const program = prepare(lowered.text);
  if (program === undefined) {
    const at = text.span(parsed.root.at.start, parsed.root.at.end);
    const what = `it nests deeper than ${celLimits.depth}`;
    return { value: undefined, type, diagnostics: [expressionTooComplex.at(at, { what })] };
  }
  const problem = program.check();
  if (problem !== undefined) {
    // Our own types should have said it first; what the library finds would fail at every run.
    const at = lowered.origin(problem.at) ?? parsed.root.at;
    return {
      value: undefined,
      type,
      diagnostics: [wrongType.at(text.span(at.start, at.end), { message: problem.message })],
    };
  }
  const references = referencesIn(parsed.root, text);
  return {
    value: createExpression({ text, root: parsed.root, references, lowered, program }),
    type,
    diagnostics,
    whenTrue,
  };
}

/** A chain of operators is lowered into nested parentheses, which may be deeper than the parser goes. */
function prepare(lowered: string): EngineProgram | undefined {
  try {
    return runtime.engine.prepare(lowered);
  } catch {
    return undefined;
  }
}

// One engine for all: it holds functions, no state between evaluations.
const runtime: CelRuntime = createRuntime();

type ParsedCel = { readonly ok: true; readonly root: CelNode } | { readonly ok: false; readonly finding: Diagnostic };

function parse(text: LocatedText): ParsedCel {
  const at = (range: Range) => text.span(range.start, range.end);
  if (text.text.length > celLimits.characters) {
    const what = `it is longer than ${celLimits.characters} characters`;
    return { ok: false, finding: expressionTooComplex.at(at({ start: 0, end: 1 }), { what }) };
  }
  const parsed = runtime.engine.parse(text.text);
  if (parsed.ok) return { ok: true, root: readTree(parsed.tree, text.text) };
  if (parsed.code === 'limit_exceeded') {
    return { ok: false, finding: expressionTooComplex.at(at(parsed.at), { what: limitText(parsed.message) }) };
  }
  const { message, hint } = syntaxHint(parsed, text.text);
  return { ok: false, finding: expressionSyntax.at(at(parsed.at), { message, hint }) };
}

function limitText(message: string): string {
  if (message.includes('maxAstNodes')) return `it has more than ${celLimits.nodes} parts`;
  if (message.includes('maxDepth')) return `it nests deeper than ${celLimits.depth}`;
  return 'a list, an object or a call in it has too many parts';
}

interface Prepared {
  readonly text: LocatedText;
  readonly root: CelNode;
  readonly references: readonly Reference[];
  readonly lowered: Lowered;
  readonly program: EngineProgram;
}

function createExpression({ text, root, references, lowered, program }: Prepared): Expression {
  const at = text.span(0, text.text.length);
  const names = [...new Set(references.map(({ root: first, path }) => (first === 'local' ? (path[0] ?? '') : first)))];
  const bind = names.map((name) => [name, engineName(name)] as const);
  return {
    source: text.text,
    at,
    references,
    evaluate(scope) {
      const values: Record<string, unknown> = {};
      for (const [name, known] of bind) values[known] = toEngine(valueIn(scope, name));
      try {
        return runtime.metered(() => toJson(program.run(values)));
      } catch (error) {
        if (!(error instanceof CelError)) throw error;
        const place = error.at === undefined ? undefined : lowered.origin(error.at);
        throw toFailure(error, { text, root, place, scope });
      }
    },
  };
}

function valueIn(scope: Scope, name: string): Json | Scope['steps'] | Scope['run'] | undefined {
  if (name === 'inputs') return scope.inputs;
  if (name === 'steps') return scope.steps;
  if (name === 'run') return scope.run;
  return Object.hasOwn(scope.locals, name) ? scope.locals[name] : undefined;
}
