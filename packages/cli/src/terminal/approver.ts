import { createInterface } from 'node:readline/promises';
import type { Approver } from '@sluice/runner';

/** Asks on the terminal; questions of parallel steps come one after the other. */
export function terminalApprover(): Approver {
  let last: Promise<unknown> = Promise.resolve();
  return (question, { signal }) => {
    const answer = last.then(async () => {
      const terminal = createInterface({ input: process.stdin, output: process.stderr });
      const stop = new AbortController();
      signal.addEventListener('abort', () => stop.abort(), { once: true });
      try {
        const text = await terminal.question(`${question.path}: ${question.message}\napprove? [y/N] `, {
          signal: stop.signal,
        });
        const approved = /^y(es)?$/iu.test(text.trim());
        return { approved, answer: { approved }, by: 'terminal' };
      } finally {
        terminal.close();
      }
    });
    last = answer.catch(() => undefined);
    return answer;
  };
}
