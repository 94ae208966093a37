import { defineProblem, type Problem, suggest } from '@sluice/core';

interface Name {
  readonly name: string;
  readonly known: readonly string[];
}

function didYouMean({ name, known }: Name): string | undefined {
  const near = suggest(name, known);
  if (near !== undefined) return `did you mean "${near}"?`;
  return known.length === 0 ? undefined : `known: ${known.slice(0, 12).join(', ')}`;
}

export const noPipeline: Problem<{ path: string }> = defineProblem({
  code: 'test/no-pipeline',
  explanation: 'A test file runs the pipeline that `pipeline` names, or the one that stands beside it.',
  message: ({ path }) => `there is no pipeline ${path}`,
  hint: () => 'name it: `pipeline: ./x.yaml`',
});

export const unknownStep: Problem<Name> = defineProblem({
  code: 'test/unknown-step',
  explanation: 'An address in `mocks`, `steps` or `calls` leads to no step of the pipeline.',
  message: ({ name }) => `the pipeline has no step \`${name}\``,
  hint: didYouMean,
});

export const unknownInput: Problem<Name> = defineProblem({
  code: 'test/unknown-input',
  explanation: 'A case gives an input that the pipeline does not take.',
  message: ({ name }) => `the pipeline has no input \`${name}\``,
  hint: didYouMean,
});

export const unknownOutput: Problem<Name> = defineProblem({
  code: 'test/unknown-output',
  explanation: 'A case expects an output that the pipeline does not have.',
  message: ({ name }) => `the pipeline has no output \`${name}\``,
  hint: didYouMean,
});

export const badInput: Problem<{ name: string; problem: string }> = defineProblem({
  code: 'test/bad-input',
  explanation: 'An input of a case does not match its schema, or is missing.',
  message: ({ name, problem }) => `the input \`${name}\` ${problem}`,
});

export const emptyMock: Problem<{ name: string }> = defineProblem({
  code: 'test/mock',
  explanation: 'A mock gives an output, an error, or a sequence of them: exactly one.',
  message: ({ name }) => `the mock of \`${name}\` needs exactly one of output, error, sequence`,
});

export const sameName: Problem<{ name: string }> = defineProblem({
  code: 'test/same-name',
  explanation: 'Two cases of a file have the same name: a report could not tell them apart.',
  message: ({ name }) => `two cases are named \`${name}\``,
});
