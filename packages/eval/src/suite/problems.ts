import { defineProblem, type Problem, suggest } from '@sluice/core';

interface Name {
  readonly name: string;
  readonly known: readonly string[];
}

function didYouMean({ name, known }: Name): string | undefined {
  if (known.length === 0) return undefined;
  const near = suggest(name, known);
  if (near !== undefined) return `did you mean "${near}"?`;
  const shown = known.slice(0, 6);
  return `known: ${shown.join(', ')}${known.length > shown.length ? `, and ${known.length - shown.length} more` : ''}`;
}

export const noScorerKind: Problem<{ id: string; known: readonly string[] }> = defineProblem({
  code: 'eval/no-scorer-kind',
  explanation: 'An entry of `scorers` says no kind: what does it compare?',
  message: ({ id }) => `the scorer \`${id}\` has no kind`,
  hint: ({ known }) => `add one of: ${known.slice(0, 8).join(', ')}, ...`,
});

export const severalScorerKinds: Problem<{ id: string; kinds: readonly string[] }> = defineProblem({
  code: 'eval/several-scorer-kinds',
  explanation: 'An entry of `scorers` is of exactly one kind.',
  message: ({ id, kinds }) => `the scorer \`${id}\` is of ${kinds.length} kinds: ${kinds.join(', ')}`,
  hint: () => 'make it several scorers, each with its own id',
});

export const duplicateName: Problem<{ what: string; name: string }> = defineProblem({
  code: 'eval/duplicate-name',
  explanation: 'Scorers and variants need names of their own.',
  message: ({ what, name }) => `two ${what} are named \`${name}\``,
});

export const reservedName: Problem<{ name: string }> = defineProblem({
  code: 'eval/reserved-name',
  explanation: 'A scorer may not take the name of a built-in metric: a gate could mean either.',
  message: ({ name }) => `\`${name}\` is the name of a built-in metric`,
  hint: () => 'give the scorer another id',
});

export const badScorerConfig: Problem<{ message: string; hint?: string }> = defineProblem({
  code: 'eval/bad-scorer',
  explanation: 'A literal of a scorer cannot be used: a pattern that does not compile, a schema that is none.',
  message: ({ message }) => message,
  hint: ({ hint }) => hint,
});

export const computedLiteral: Problem<{ field: string }> = defineProblem({
  code: 'eval/must-be-literal',
  explanation: 'Some fields of scorers are prepared once, before any case: they cannot be computed from a row.',
  message: ({ field }) => `\`${field}\` must be a literal`,
});

export const unknownStep: Problem<Name> = defineProblem({
  code: 'eval/unknown-step',
  explanation: 'A scorer names a step that the pipeline does not have.',
  message: ({ name }) => `the pipeline has no step \`${name}\``,
  hint: didYouMean,
});

export const unknownVariant: Problem<Name> = defineProblem({
  code: 'eval/unknown-variant',
  explanation: 'A gate or `baseline` names a variant that the file does not have.',
  message: ({ name }) => `no variant is named \`${name}\``,
  hint: didYouMean,
});

export const unknownMetric: Problem<Name> = defineProblem({
  code: 'eval/unknown-metric',
  explanation: 'A condition names neither a scorer nor a built-in metric.',
  message: ({ name }) => `no metric is named \`${name}\``,
  hint: didYouMean,
});

export const badBound: Problem<{ message: string; hint: string }> = defineProblem({
  code: 'gate/bad-bound',
  explanation: 'A bound has no unit, or one that its metric does not have. A bare number is refused: 2 what?',
  message: ({ message }) => message,
  hint: ({ hint }) => hint,
});

export const badConfidence: Problem<{ text: string }> = defineProblem({
  code: 'gate/bad-confidence',
  explanation: 'A confidence is a share of at least half and below one.',
  message: ({ text }) => `a confidence of ${text} decides nothing`,
  hint: () => 'between 50% and 99.99%; the default is 95%, one-sided',
});

export const selfComparison: Problem<{ name: string }> = defineProblem({
  code: 'gate/nothing-to-compare',
  explanation: 'A condition compares a variant with another, and there is only one, or it is compared with itself.',
  message: ({ name }) => `\`${name}\` has nothing to be compared with`,
  hint: () => 'add a second variant, or use a condition without a baseline, such as `at_least`',
});

export const unknownInput: Problem<Name> = defineProblem({
  code: 'eval/unknown-input',
  explanation: 'The eval gives the pipeline an input that it does not declare.',
  message: ({ name }) => `the pipeline has no input \`${name}\``,
  hint: didYouMean,
});

export const missingInput: Problem<{ name: string }> = defineProblem({
  code: 'eval/missing-input',
  explanation: 'The pipeline needs an input that the eval does not give.',
  message: ({ name }) => `the input \`${name}\` of the pipeline is not given`,
  hint: ({ name }) => `inputs: { ${name}: "\${ row.${name} }" }`,
});

export const unknownAlias: Problem<Name> = defineProblem({
  code: 'eval/unknown-alias',
  explanation: 'A variant overrides a model alias that the pipeline does not use.',
  message: ({ name }) => `the pipeline has no model alias \`${name}\``,
  hint: didYouMean,
});

export const unknownJudge: Problem<Name> = defineProblem({
  code: 'eval/unknown-judge',
  explanation: 'A scorer asks a model by an alias that neither the eval nor the configuration declares.',
  message: ({ name }) => `no model alias is named \`${name}\``,
  hint: ({ name, known }) =>
    known.length === 0
      ? `models: { ${name}: provider/model }, here or in the configuration`
      : didYouMean({ name, known }),
});

export const badReference: Problem<{ text: string }> = defineProblem({
  code: 'eval/bad-model',
  explanation: 'A model is a reference `provider/model`, or an object with `use`.',
  message: ({ text }) => `\`${text}\` is no model reference`,
  hint: () => 'write `provider/model`, such as openai/gpt-5.4-mini',
});

export const badSet: Problem<{ path: string; why: string }> = defineProblem({
  code: 'eval/bad-override',
  explanation: 'A `set` or a matrix key names a place that the pipeline does not have, or a value that is wrong there.',
  message: ({ path, why }) => `cannot set \`${path}\`: ${why}`,
  hint: () => 'such as steps.classify.prompt.params.temperature, or models.cheap',
});

export const noTarget: Problem<{ both: boolean }> = defineProblem({
  code: 'eval/no-target',
  explanation: 'An eval evaluates one pipeline, or one inline prompt.',
  message: ({ both }) => (both ? '`pipeline` and `prompt` exclude each other' : 'there is nothing to evaluate'),
  hint: () => 'pipeline: ../pipelines/my-pipeline.yaml',
});

export const missingFile: Problem<{ path: string; what: string }> = defineProblem({
  code: 'eval/missing-file',
  explanation: 'A file that the eval names is not there.',
  message: ({ path, what }) => `there is no ${what} ${path}`,
  hint: () => 'paths are relative to this file',
});

export const absentRoot: Problem<{ name: string; variable: string; folder?: string }> = defineProblem({
  code: 'eval/absent-root',
  severity: 'warning',
  explanation:
    'A root comes from an environment variable that is not set, or names no folder: the file is left unchecked and cannot run here.',
  message: ({ name, variable, folder }) =>
    folder === undefined
      ? `the root \`${name}\` is not set (${variable}); this file is skipped`
      : `the root \`${name}\` is not there (${variable}=${folder}); this file is skipped`,
});

export const unknownRoot: Problem<Name> = defineProblem({
  code: 'eval/unknown-root',
  explanation: 'A path starts with a name that `roots` does not declare.',
  message: ({ name }) => `no root is named \`${name}\``,
  hint: didYouMean,
});

export const invalidPipeline: Problem<{ path: string; count: number }> = defineProblem({
  code: 'eval/invalid-pipeline',
  explanation: 'The pipeline that the eval names has findings of its own.',
  message: ({ path, count }) => `the pipeline ${path} has ${count} finding${count === 1 ? '' : 's'}`,
  hint: ({ path }) => `sluice validate ${path}`,
});
