import { defineProblem, type Problem } from '../errors/problem.ts';
import { suggestionHint } from '../errors/suggest.ts';

export const unknownModel: Problem<{ name: string; known: readonly string[] }> = defineProblem({
  code: 'model/unknown-alias',
  explanation: 'A model is neither an alias of the file or the config, nor a `provider/model`.',
  message: ({ name }) => `no model is named "${name}"`,
  hint: ({ name, known }) =>
    suggestionHint(name, known, 'aliases') ?? 'declare it under `models:`, or write provider/model',
});

export const unknownProvider: Problem<{ name: string; known: readonly string[] }> = defineProblem({
  code: 'model/unknown-provider',
  explanation: 'The part of a model reference before the slash names no provider that sluice or the config knows.',
  message: ({ name }) => `no provider is named "${name}"`,
  hint: ({ name, known }) => suggestionHint(name, known, 'providers'),
});

export const badReference: Problem<{ text: string }> = defineProblem({
  code: 'model/bad-reference',
  explanation: '`use:` takes `provider/model`, such as openai/gpt-5.4-mini.',
  message: ({ text }) => `"${text}" is not provider/model`,
  hint: () => 'such as openai/gpt-5.4-mini',
});

export const fallbackCycle: Problem<{ path: readonly string[] }> = defineProblem({
  code: 'model/fallback-cycle',
  explanation: 'A chain of models leads back to itself.',
  message: ({ path }) => `the chain leads back to itself: ${path.join(' -> ')}`,
});

export const secretNotDeclared: Problem<{ name: string; known: readonly string[] }> = defineProblem({
  code: 'secret/undeclared',
  explanation: 'A tool uses a secret that the file does not declare under `secrets:`.',
  message: ({ name }) => `the secret ${name} is not declared`,
  hint: ({ name, known }) => suggestionHint(name, known, 'declared') ?? `add it: secrets: [${name}]`,
});

export const toolWithoutKind: Problem<{ known: readonly string[] }> = defineProblem({
  code: 'tool/unknown-kind',
  explanation: 'An entry of `tools:` must have exactly one key that says what kind of tool it is.',
  message: () => 'a tool has exactly one kind',
  hint: ({ known }) => `use one of ${known.join(', ')}`,
});

export const toolConfig: Problem<{ message: string; hint?: string }> = defineProblem({
  code: 'tool/config',
  explanation: 'A tool is declared in a way that cannot work, or that would not be safe.',
  message: ({ message }) => message,
  hint: ({ hint }) => hint,
});

export const partialMissing: Problem<{ path: string }> = defineProblem({
  code: 'prompt/no-file',
  explanation: 'A file that `prompts:` names is not there.',
  message: ({ path }) => `there is no file ${path}`,
  hint: () => 'paths start at the folder of this file',
});

export const moduleMissing: Problem<{ path: string }> = defineProblem({
  code: 'module/no-file',
  explanation: 'The file of a module is not there.',
  message: ({ path }) => `there is no file ${path}`,
  hint: () => 'paths start at the folder of this file',
});

export const moduleOutside: Problem<{ path: string }> = defineProblem({
  code: 'module/outside-root',
  explanation: 'Modules are trusted code: they must stand inside the project.',
  message: ({ path }) => `${path} is outside the project`,
});

export const moduleExport: Problem<{ name: string; exports: readonly string[] }> = defineProblem({
  code: 'module/no-export',
  explanation: 'The module does not export a function of that name.',
  message: ({ name }) => `the module exports no function "${name}"`,
  hint: ({ name, exports }) => suggestionHint(name, exports, 'it exports') ?? 'it exports no function',
});

export const inputName: Problem<Record<string, never>> = defineProblem({
  code: 'input/from-env',
  explanation:
    '`from_env` is the name of an environment variable: it gives the input its value when the run gives none.',
  message: () => '`from_env` is the name of an environment variable',
});

export const inputDefault: Problem<{ message: string; hint?: string }> = defineProblem({
  code: 'input/default',
  explanation: "The default of an input does not fit the input's own schema.",
  message: ({ message }) => `the default does not fit: ${message}`,
  hint: ({ hint }) => hint,
});
