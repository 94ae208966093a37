import { suggest } from '../../errors/suggest.ts';
import { fieldNames } from '../../types/field-of.ts';
import { secretUsed, unknownName } from '../problems.ts';
import type { TypeEnvironment } from '../type-environment.ts';
import type { Checker } from './checker.ts';
import { namespaces } from './function-names.ts';
import type { NameNode } from './node.ts';

/** Reports a name that is none of the environment's. */
export function reportUnknownName({ name, at }: NameNode, checker: Checker): void {
  const span = checker.at(at);
  if (name === 'secrets' || name === 'env') {
    checker.report(secretUsed.at(span, { name }));
    return;
  }
  const message = `there is no name \`${name}\` here`;
  checker.report(unknownName.at(span, { message, hint: nameHint(name, checker) }));
}

/** What was probably meant by a first name that does not exist. */
function rootNameHint(name: string, environment: TypeEnvironment, variables: readonly string[]): string {
  if (Object.hasOwn(environment.steps, name)) return `did you mean "steps.${name}"?`;
  const inputs = fieldNames(environment.inputs);
  if (inputs.includes(name)) return `did you mean "inputs.${name}"?`;
  const names = ['inputs', 'steps', 'run', ...Object.keys(environment.locals), ...variables];
  const near = suggest(name, names);
  if (near !== undefined) return `did you mean "${near}"?`;
  const input = name.length > 2 ? suggest(name, inputs) : undefined;
  if (input !== undefined) return `did you mean "inputs.${input}"?`;
  const step = name.length > 2 ? suggest(name, Object.keys(environment.steps)) : undefined;
  return step === undefined ? `names here: ${names.join(', ')}` : `did you mean "steps.${step}"?`;
}

function nameHint(name: string, checker: Checker): string {
  if ((namespaces as readonly string[]).includes(name)) return `"${name}" is for functions, such as ${name}.NAME(...)`;
  return rootNameHint(name, checker.environment, [...checker.variables.keys()]);
}
