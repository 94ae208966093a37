import { defineProblem, type Problem } from '../../errors/problem.ts';

export const emptyCase: Problem<Record<string, never>> = defineProblem({
  code: 'switch/empty-case',
  explanation: 'A case of a switch has neither `steps` nor `output`: choosing it would do nothing.',
  message: () => 'a case needs `steps` or `output`',
});
