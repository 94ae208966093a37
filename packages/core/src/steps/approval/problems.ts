import { defineProblem, type Problem } from '../../errors/problem.ts';

export const onTimeoutWithoutTimeout: Problem<Record<string, never>> = defineProblem({
  code: 'approval/no-timeout',
  explanation: '`on_timeout` says what no answer in time means: without `timeout` there is no such time.',
  message: () => '`on_timeout` needs `timeout`',
});

export const approveWithoutAnswer: Problem<Record<string, never>> = defineProblem({
  code: 'approval/no-answer',
  explanation: 'With `on_timeout: approve` nobody gives the answer that `schema` asks for.',
  message: () => '`on_timeout: approve` gives no answer, and `schema` asks for one',
  hint: () => 'reject on timeout, or take `schema` away',
});
