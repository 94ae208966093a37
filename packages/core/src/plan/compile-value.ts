import type { Diagnostic } from '../errors/diagnostic.ts';
import type { JsonSchema } from '../json.ts';
import { noFacts } from '../language/cel/narrowing.ts';
import { compileExpression } from '../language/compile.ts';
import type { TypeEnvironment } from '../language/type-environment.ts';
import type { Value } from '../language/value.ts';
import type { LocatedJson } from '../yaml/located-json.ts';
import { sliceText } from '../yaml/slice-text.ts';
import { checkPart } from './check-part.ts';
import { classifyString } from './classify-string.ts';
import { isBroken, isLiteral, type Part, toValue, typeOfPart } from './part.ts';
import { mixedValue, unclosedExpression } from './problems.ts';

export interface ValueRequest {
  readonly expected: JsonSchema;
  readonly environment: TypeEnvironment;
  readonly report: (finding: Diagnostic) => void;
}

export interface CompiledValue {
  /** Absent when a part of it has findings. */
  readonly value: Value | undefined;
  readonly type: JsonSchema;
}

/** A value tree with `${ }` at any depth: compiled, and checked against `expected`. */
export function compileValue(source: LocatedJson, request: ValueRequest): CompiledValue {
  const part = compilePart(source, request);
  checkPart(part, request.expected, request.report);
  return { value: isBroken(part) ? undefined : toValue(part), type: typeOfPart(part) };
}

/** One `${ }`; a literal text is reported as what it is not. */
export function compilePart(source: LocatedJson, request: Pick<ValueRequest, 'environment' | 'report'>): Part {
  const { value } = source;
  if (typeof value === 'string') return compileString(source, request);
  if (Array.isArray(value)) {
    const items = source.items().map((item) => compilePart(item, request));
    return items.every(isLiteral) ? { kind: 'literal', source, json: value } : { kind: 'list', source, items };
  }
  if (typeof value === 'object' && value !== null) {
    const entries = source.entries().map(([key, item]) => [key, compilePart(item, request)] as const);
    const literal = entries.every(([, part]) => isLiteral(part));
    return literal ? { kind: 'literal', source, json: value } : { kind: 'map', source, entries };
  }
  return { kind: 'literal', source, json: value };
}

function compileString(
  source: LocatedJson,
  { environment, report }: Pick<ValueRequest, 'environment' | 'report'>,
): Part {
  const text = source.text();
  if (text === undefined) return { kind: 'literal', source, json: source.value };
  const language = classifyString(text.text);
  switch (language.kind) {
    case 'literal':
      return { kind: 'literal', source, json: text.text };
    case 'mixed': {
      const where = language.what === 'template' ? 'template' : 'expression-in-literal';
      report(mixedValue.at(text.span(language.start, language.end), { where }));
      return { kind: 'broken', source };
    }
    case 'unclosed':
      report(unclosedExpression.at(text.span(language.start, language.end), {}));
      return { kind: 'broken', source };
    case 'expression': {
      const compiled = compileExpression(sliceText(text, language.start, language.end), environment);
      compiled.diagnostics.forEach(report);
      if (compiled.value === undefined) return { kind: 'broken', source };
      const { value: expression, type, whenTrue = noFacts } = compiled;
      return { kind: 'expression', source, expression, type, whenTrue };
    }
  }
}
