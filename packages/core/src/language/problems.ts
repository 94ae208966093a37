import { defineProblem, type Problem } from '../errors/problem.ts';

export const expressionSyntax: Problem<{ message: string; hint?: string | undefined }> = defineProblem({
  code: 'expr/syntax',
  explanation: 'The text inside `${ }` is not a CEL expression.',
  message: ({ message }) => message,
  hint: ({ hint }) => hint,
});

export const expressionTooComplex: Problem<{ what: string }> = defineProblem({
  code: 'expr/too-complex',
  explanation: 'An expression is too long, nests too deep, or has too many parts. Logic belongs into a transform step.',
  message: ({ what }) => `the expression is too complex: ${what}`,
  hint: () => 'split it over several steps, or use a transform step',
});

export const unknownName: Problem<{ message: string; hint?: string | undefined }> = defineProblem({
  code: 'expr/unknown-name',
  explanation:
    'An expression or a template reads a name that does not exist there. There are `inputs`, `steps`, `run`, and the names that `as`, `index`, `carry` and the like define.',
  message: ({ message }) => message,
  hint: ({ hint }) => hint,
});

export const secretUsed: Problem<{ name: string }> = defineProblem({
  code: 'expr/secret',
  explanation: 'Secrets and the environment cannot be read by expressions and templates, so that they cannot leak.',
  message: ({ name }) => `\`${name}\` cannot be read here`,
  hint: ({ name }) =>
    name === 'env'
      ? 'declare an input with `from_env` and read it as `inputs.NAME`'
      : 'name the secret in the `auth` or `headers` of a tool: the runner puts it in',
});

export const unknownField: Problem<{ message: string; hint?: string | undefined }> = defineProblem({
  code: 'expr/unknown-field',
  explanation: 'An expression or a template reads a field that the schema of the value does not name.',
  message: ({ message }) => message,
  hint: ({ hint }) => hint,
});

export const unknownFunction: Problem<{ name: string; hint?: string | undefined }> = defineProblem({
  code: 'expr/unknown-function',
  explanation: 'An expression calls a function that the language does not have.',
  message: ({ name }) => `there is no function \`${name}\``,
  hint: ({ hint }) => hint,
});

export const unsafeFunction: Problem<{ name: string; hint: string }> = defineProblem({
  code: 'expr/not-allowed',
  explanation: 'CEL has it, the language leaves it out: it could hang, or its values are not JSON.',
  message: ({ name }) => `${name} is not allowed in expressions`,
  hint: ({ hint }) => hint,
});

export const impossibleLiteral: Problem<{ literal: string; of: string; hint: string }> = defineProblem({
  code: 'expr/enum',
  explanation: 'A value is compared with a literal that its schema does not list: the result would always be the same.',
  message: ({ literal, of }) => `${literal} is not a value of ${of}`,
  hint: ({ hint }) => hint,
});

export const neverEqual: Problem<{ left: string; right: string; hint?: string | undefined }> = defineProblem({
  code: 'expr/compare',
  explanation: 'Two values are compared whose types have nothing in common.',
  message: ({ left, right }) => `${left} can never equal ${right}`,
  hint: ({ hint }) => hint,
});

export const wrongType: Problem<{ message: string; hint?: string | undefined }> = defineProblem({
  code: 'expr/type',
  explanation: 'A value has the wrong type for where it is used. Nothing is converted silently.',
  message: ({ message }) => message,
  hint: ({ hint }) => hint,
});

export const optionalUsed: Problem<{ field: string; hint: string }> = defineProblem({
  code: 'expr/optional',
  explanation: 'A field that its schema does not require is used as if it were always there.',
  message: ({ field }) => `${field} may be missing`,
  hint: ({ hint }) => hint,
});

export const nullUsed: Problem<{ what: string; hint: string }> = defineProblem({
  code: 'expr/nullable',
  explanation: 'A value that may be `null` is used as if it never were.',
  message: ({ what }) => `${what} may be null`,
  hint: ({ hint }) => hint,
});

export const maybeSkipped: Problem<{ step: string; why: 'skipped' | 'failed'; hint: string }> = defineProblem({
  code: 'expr/maybe-skipped',
  explanation:
    'The output of a step that may have been skipped (or may have failed) is used as if it were always there. It is `null` then.',
  message: ({ step, why }) =>
    `the step \`${step}\` may ${why === 'skipped' ? 'be skipped' : 'have failed'}: its output may be null`,
  hint: ({ hint }) => hint,
});

export const argumentCount: Problem<{ name: string; signature: string }> = defineProblem({
  code: 'expr/arguments',
  explanation: 'A function is called with too many or too few arguments, or as a method where it is none.',
  message: ({ name }) => `wrong arguments for \`${name}\``,
  hint: ({ signature }) => `it is used as ${signature}`,
});

export const badPattern: Problem<{ message: string; hint?: string | undefined }> = defineProblem({
  code: 'expr/pattern',
  explanation: 'A pattern must be a literal in RE2 syntax, so that it can be checked here and runs in linear time.',
  message: ({ message }) => message,
  hint: ({ hint }) => hint,
});

export const dynamicStep: Problem<Record<string, never>> = defineProblem({
  code: 'expr/dynamic-step',
  explanation: 'A step must be named, because names make the graph of the pipeline.',
  message: () => 'a step must be named here',
  hint: () => 'write steps.NAME.output',
});

export const unsafeNumber: Problem<{ text: string }> = defineProblem({
  code: 'expr/number',
  explanation: 'Numbers are JSON doubles: a whole number above 2^53 would silently become another one.',
  message: ({ text }) => `${text} is too large to be an exact number`,
  hint: () => 'use a text instead',
});

export const divisionByZero: Problem<Record<string, never>> = defineProblem({
  code: 'expr/divide-by-zero',
  explanation: 'A number is divided by the literal 0.',
  message: () => 'division by zero',
});

export const templateSyntax: Problem<{ message: string; hint?: string | undefined }> = defineProblem({
  code: 'template/syntax',
  explanation: 'A text with `{{ }}` is not a Handlebars template.',
  message: ({ message }) => message,
  hint: ({ hint }) => hint,
});

export const templateNotAllowed: Problem<{ what: string; hint?: string | undefined }> = defineProblem({
  code: 'template/not-allowed',
  explanation: 'Handlebars has it, the language leaves it out: templates only print data, choose and repeat.',
  message: ({ what }) => `${what} is not allowed in templates`,
  hint: ({ hint }) => hint,
});

export const templateTooComplex: Problem<{ what: string }> = defineProblem({
  code: 'template/too-complex',
  explanation: 'A template is too long, nests too deep, or includes too many partials.',
  message: ({ what }) => `the template is too complex: ${what}`,
});

export const unknownHelper: Problem<{ name: string; hint?: string | undefined }> = defineProblem({
  code: 'template/unknown-helper',
  explanation: 'A template calls a helper that the language does not have.',
  message: ({ name }) => `there is no helper \`${name}\``,
  hint: ({ hint }) => hint,
});

export const helperArguments: Problem<{ message: string; signature: string }> = defineProblem({
  code: 'template/arguments',
  explanation: 'A helper is called with arguments that it does not take.',
  message: ({ message }) => message,
  hint: ({ signature }) => `it is used as ${signature}`,
});

export const objectPrinted: Problem<{ source: string; type: string }> = defineProblem({
  code: 'template/object',
  explanation: 'A template would print an object or a list, which has no text of its own.',
  message: ({ source, type }) => `\`${source}\` is ${type} and cannot be printed as text`,
  hint: ({ source, type }) =>
    type.startsWith('list of string') ? `use {{join ${source} ", "}} or {{json ${source}}}` : `use {{json ${source}}}`,
});

export const eachOverScalar: Problem<{ source: string; type: string }> = defineProblem({
  code: 'template/each',
  explanation: '`#each` repeats its block for the elements of a list or the fields of an object, and of nothing else.',
  message: ({ source, type }) => `\`${source}\` is ${type}: #each goes over lists and objects`,
});

export const unknownPartial: Problem<{ name: string; hint?: string | undefined }> = defineProblem({
  code: 'template/unknown-partial',
  explanation: 'A template includes a partial that the file does not declare under `prompts`.',
  message: ({ name }) => `no partial is named \`${name}\``,
  hint: ({ hint }) => hint,
});

export const partialCycle: Problem<{ names: readonly string[] }> = defineProblem({
  code: 'template/partial-cycle',
  explanation: 'A partial includes itself, directly or through others.',
  message: ({ names }) => `a partial includes itself: ${names.join(' -> ')}`,
});
