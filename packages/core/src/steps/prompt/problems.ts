import { defineProblem, type Problem } from '../../errors/problem.ts';

type None = Record<string, never>;

export const modelOrCascade: Problem<{ both: boolean }> = defineProblem({
  code: 'prompt/model',
  explanation: 'A prompt names one `model`, or several in a `cascade`.',
  message: ({ both }) => (both ? 'a prompt has `model` or `cascade`, not both' : 'the prompt names no model'),
  hint: ({ both }) => (both ? 'move the model into the cascade' : 'add model: provider/model'),
});

export const noMessage: Problem<None> = defineProblem({
  code: 'prompt/no-message',
  explanation: 'A prompt says nothing: it has neither `user` nor `messages`.',
  message: () => 'the prompt asks nothing',
  hint: () => 'add `user` or `messages`',
});

export const messagesAndText: Problem<{ key: string }> = defineProblem({
  code: 'prompt/two-forms',
  explanation: '`messages` stands in place of `user` and `assistant`.',
  message: ({ key }) => `\`${key}\` cannot stand beside \`messages\``,
  hint: ({ key }) => `add it to the messages: { role: ${key}, text: ... }`,
});

export const emptyMessage: Problem<None> = defineProblem({
  code: 'prompt/empty-message',
  explanation: 'A message has neither `text` nor `media`.',
  message: () => 'a message needs `text` or `media`',
});

export const mediaSource: Problem<None> = defineProblem({
  code: 'prompt/media',
  explanation: 'A picture or a file is given by `url`, or by `data` with its `media_type`.',
  message: () => 'give either `url`, or `data` and `media_type`',
});

export const acceptNeverUsed: Problem<None> = defineProblem({
  code: 'prompt/require',
  explanation:
    '`require` fails the step when `accept` of the last model is false: it needs an `accept`, on the last model.',
  message: () => '`require` needs an `accept`, and only means something on the last model',
});

export const acceptMissing: Problem<None> = defineProblem({
  code: 'prompt/accept-missing',
  severity: 'warning',
  explanation:
    'A model of a cascade without `accept` takes every answer that can be read: the models after it only see unreadable ones.',
  message: () => 'without `accept`, the next model is only tried when the answer cannot be read',
});

export const repairWithoutSchema: Problem<None> = defineProblem({
  code: 'prompt/repair-without-schema',
  explanation: '`output.repair` mends answers that do not fit `output.schema`: without one there is nothing to mend.',
  message: () => '`repair` needs `output.schema`',
});
