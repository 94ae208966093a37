import { defineProblem, type Problem } from '../errors/problem.ts';
import { suggestionHint } from '../errors/suggest.ts';

export const unknownKey: Problem<{ key: string; known: readonly string[] }> = defineProblem({
  code: 'schema/unknown-key',
  explanation: 'A mapping has a key that nothing reads. Vendors may add keys that start with `x-` at the top level.',
  message: ({ key }) => `unknown key \`${key}\``,
  hint: ({ key, known }) => suggestionHint(key, known, 'the keys here are'),
});

export const missingKey: Problem<{ key: string; description?: string }> = defineProblem({
  code: 'schema/missing-key',
  explanation: 'A key that must be there is not.',
  message: ({ key }) => `the key \`${key}\` is missing`,
  hint: ({ key, description }) => (description === undefined ? undefined : `\`${key}\`: ${description}`),
});

export const wrongType: Problem<{ expected: string; actual: string; hint?: string }> = defineProblem({
  code: 'schema/wrong-type',
  explanation: 'A value is of another type than its key takes. Nothing is ever converted: `"5"` is not a number.',
  message: ({ expected, actual }) => `expected ${expected}, found ${actual}`,
  hint: ({ hint }) => hint,
});

export const unknownWord: Problem<{ found: string; allowed: readonly string[] }> = defineProblem({
  code: 'schema/unknown-value',
  explanation: 'A value is not one of those that its key takes.',
  message: ({ found }) => `${found} is not allowed here`,
  hint: ({ found, allowed }) => suggestionHint(found.replaceAll('"', ''), allowed, 'allowed'),
});

export const invalidValue: Problem<{ message: string; hint?: string }> = defineProblem({
  code: 'schema/invalid-value',
  explanation: 'A value has the right type and breaks another rule of its key: a pattern, a limit, a length.',
  message: ({ message }) => message,
  hint: ({ hint }) => hint,
});

export const badSchema: Problem<{ message: string; hint?: string }> = defineProblem({
  code: 'json-schema/invalid',
  explanation: 'A schema in the file is not a JSON Schema of draft 2020-12, or names something that is not there.',
  message: ({ message }) => message,
  hint: ({ hint }) => hint,
});

export const unknownKeyword: Problem<{ keyword: string; known: readonly string[] }> = defineProblem({
  code: 'json-schema/unknown-keyword',
  explanation: 'A schema has a keyword that JSON Schema 2020-12 does not know: it would check nothing.',
  message: ({ keyword }) => `JSON Schema has no keyword \`${keyword}\``,
  hint: ({ keyword, known }) => suggestionHint(keyword, known, 'keywords') ?? 'keywords that start with x- are free',
});

export const badPattern: Problem<{ pattern: string; why: string }> = defineProblem({
  code: 'json-schema/pattern',
  explanation:
    'A pattern is not a regular expression that runs in linear time (RE2 syntax: no look-around, no back references). ' +
    'Patterns meet data that others write, so nothing slower is taken.',
  message: ({ pattern, why }) => `\`${pattern}\` is not a usable pattern: ${why}`,
  hint: () => 'write it without look-around and back references',
});
