import { defineProblem, type Problem } from '../errors/problem.ts';
import { suggestionHint } from '../errors/suggest.ts';

type None = Record<string, never>;

export const mixedValue: Problem<{ where: 'expression-in-text' | 'expression-in-literal' | 'template' }> =
  defineProblem({
    code: 'value/mixed',
    explanation:
      'One field is in one language. `${ }` is an expression and must be the whole value; `{{ }}` is a template and may ' +
      'only stand in texts (`system`, `user`, `assistant`, `text`, `message`); everything else is a literal.',
    message: ({ where }) => mixedMessages[where].message,
    hint: ({ where }) => mixedMessages[where].hint,
  });

const mixedMessages = {
  'expression-in-text': {
    message: 'expressions ${ } are not allowed in texts',
    hint: 'use {{ }} in texts, such as {{inputs.name}}',
  },
  'expression-in-literal': {
    message: 'an expression ${ } must be the whole value',
    hint: 'use \'${ "a" + b }\' for the whole value; a literal ${ is written \'${ "${" }\'',
  },
  template: {
    message: 'templates {{ }} are not allowed here',
    hint: "use '${ a + b }' for values; {{ }} only in prompt text",
  },
} as const;

export const unclosedExpression: Problem<None> = defineProblem({
  code: 'value/unclosed',
  explanation: 'An expression starts with `${` and has no `}` that closes it.',
  message: () => 'the expression has no closing }',
});

export const notLiteral: Problem<{ name: string }> = defineProblem({
  code: 'value/not-literal',
  explanation:
    'The value must be a literal: it decides what is done, not on what. A SQL text, the path of a request and the ' +
    'program of a command are never put together from data.',
  message: ({ name }) => `\`${name}\` must be a literal`,
  hint: () => 'values go in through parameters',
});

export const unknownKind: Problem<{ found: string | undefined; known: readonly string[] }> = defineProblem({
  code: 'step/unknown-kind',
  explanation: 'A step has exactly one key that says what kind of step it is.',
  message: ({ found }) => (found === undefined ? 'the step has no kind' : `no step kind is named \`${found}\``),
  hint: ({ found, known }) => suggestionHint(found ?? '', known, 'use one of'),
});

export const twoKinds: Problem<{ first: string; second: string }> = defineProblem({
  code: 'step/two-kinds',
  explanation: 'A step has two keys that say what kind of step it is.',
  message: ({ first, second }) => `a step cannot be \`${first}\` and \`${second}\` at once`,
  hint: () => 'make two steps',
});

export const duplicateId: Problem<{ id: string; line: number }> = defineProblem({
  code: 'step/duplicate-id',
  explanation: 'Two steps of the same scope have the same id, or an inner step has the id of an outer one.',
  message: ({ id }) => `there is already a step "${id}"`,
  hint: ({ line }) => `the other one is on line ${line}`,
});

export const reservedId: Problem<{ id: string }> = defineProblem({
  code: 'step/reserved-id',
  explanation: 'A word that means something in expressions cannot be the name of a step or of an item.',
  message: ({ id }) => `"${id}" is a reserved word`,
});

export const duplicateLocal: Problem<{ name: string }> = defineProblem({
  code: 'step/duplicate-name',
  explanation: 'The name of an item or an index is already that of an outer one.',
  message: ({ name }) => `the name "${name}" is already taken around here`,
});

export const unknownNeed: Problem<{ id: string; known: readonly string[] }> = defineProblem({
  code: 'step/unknown-id',
  explanation: '`needs` names a step that is not in the same list of steps.',
  message: ({ id }) => `no step here is named "${id}"`,
  hint: ({ id, known }) => suggestionHint(id, known, 'steps'),
});

export const insideBlock: Problem<{ id: string; owner: string }> = defineProblem({
  code: 'step/inside-block',
  explanation: 'A step inside a map, switch, loop or catch is read by its siblings only. Others read the outer step.',
  message: ({ id, owner }) => `"${id}" runs inside "${owner}" and cannot be read from here`,
  hint: ({ owner }) => `give it out through \`output\` and read steps.${owner}.output`,
});

export const cycle: Problem<{ path: readonly string[] }> = defineProblem({
  code: 'step/cycle',
  explanation: 'Steps wait for each other in a circle, by what they mention or by `needs`.',
  message: ({ path }) => `steps wait for each other: ${path.join(' -> ')}`,
  hint: ({ path }) => (path.length === 2 ? 'a step cannot read itself' : 'take one of these references away'),
});

export const untyped: Problem<{ id: string }> = defineProblem({
  code: 'step/untyped',
  severity: 'warning',
  explanation:
    'Other steps read the output of a step whose type is not known: mistakes in them only show when it runs.',
  message: ({ id }) => `the output of "${id}" has no type, and other steps read it`,
  hint: () => 'declare `output: { schema: ... }`',
});

export const unorderedWrites: Problem<{ id: string; other: string }> = defineProblem({
  code: 'step/unordered-writes',
  severity: 'warning',
  explanation: 'Two steps change the world and neither waits for the other: their order is left to chance.',
  message: ({ id, other }) => `"${id}" and "${other}" both write, in no order`,
  hint: ({ other }) => `add needs: [${other}] if the order matters`,
});

export const cachedWrite: Problem<None> = defineProblem({
  code: 'step/cached-write',
  explanation: 'A step that writes is never cached: a cached answer would leave the write out.',
  message: () => 'a step that writes cannot be cached',
  hint: () => 'take `cache` away, or say `effect: read` if nothing is changed',
});

export const retriedWrite: Problem<None> = defineProblem({
  code: 'step/retried-write',
  severity: 'warning',
  explanation: 'A step that writes is not retried without an idempotency key: it could write twice.',
  message: () => 'a step that writes is not retried without `idempotency_key`',
  hint: () => 'add one: idempotency_key: ${ run.id + ":name" }',
});

export const badDefault: Problem<{ message: string; hint?: string }> = defineProblem({
  code: 'step/default',
  explanation: 'The default of `on_error` does not fit `output.schema`.',
  message: ({ message }) => `the default does not fit the output: ${message}`,
  hint: ({ hint }) => hint,
});

export const noSubPipeline: Problem<{ path: string }> = defineProblem({
  code: 'pipeline/no-file',
  explanation: 'The file of a pipeline is not there.',
  message: ({ path }) => `there is no file ${path}`,
  hint: () => 'paths start at the folder of this file',
});

export const recursion: Problem<{ path: readonly string[] }> = defineProblem({
  code: 'pipeline/recursion',
  explanation: 'Pipelines call each other in a circle.',
  message: ({ path }) => `pipelines call each other: ${path.join(' -> ')}`,
});

export const invalidSubPipeline: Problem<{ path: string; errors: number }> = defineProblem({
  code: 'pipeline/invalid',
  explanation: 'The pipeline that a step calls has errors of its own.',
  message: ({ path, errors }) => `${path} has ${errors} error${errors === 1 ? '' : 's'}`,
  hint: ({ path }) => `run sluice validate ${path}`,
});

export const notAMapping: Problem<None> = defineProblem({
  code: 'pipeline/not-a-mapping',
  explanation: 'The file is empty, or holds a list or a single value.',
  message: () => 'a pipeline is a mapping with `version` and `steps`',
});

export const unknownTool: Problem<{ name: string; known: readonly string[] }> = defineProblem({
  code: 'tool/unknown',
  explanation: 'A step names a tool that `tools:` does not declare.',
  message: ({ name }) => `no tool is named "${name}"`,
  hint: ({ name, known }) => suggestionHint(name, known, 'tools') ?? 'declare it under `tools:`',
});

export const unknownMethod: Problem<{ tool: string; method: string; known: readonly string[] }> = defineProblem({
  code: 'tool/unknown-method',
  explanation: 'A step names a method that the tool does not have, or that its `allow` leaves out.',
  message: ({ tool, method }) => `the tool "${tool}" has no method "${method}"`,
  hint: ({ method, known }) => suggestionHint(method, known, 'methods'),
});

export const methodMissing: Problem<{ tool: string; known: readonly string[] }> = defineProblem({
  code: 'tool/method-missing',
  explanation: 'The tool has several methods: a step says which one.',
  message: ({ tool }) => `say which method of "${tool}"`,
  hint: ({ tool, known }) => known.map((method) => `${tool}.${method}`).join(', '),
});

export const toolUse: Problem<{ message: string; hint?: string }> = defineProblem({
  code: 'tool/use',
  explanation: 'A step uses a tool in a way that cannot work.',
  message: ({ message }) => message,
  hint: ({ hint }) => hint,
});

export const unusedWith: Problem<{ kind: string }> = defineProblem({
  code: 'step/unused-with',
  explanation: 'The step has a `with` that nothing reads.',
  message: ({ kind }) => `${kind} takes no \`with\``,
  hint: () => 'read what you need by ${ } where you need it',
});
