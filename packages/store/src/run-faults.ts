import type { StoreFault } from './store-fault.ts';

export function unknownRun(runId: string): StoreFault {
  return {
    code: 'store/unknown-run',
    message: `no run has the id ${JSON.stringify(runId)}`,
    hint: '`sluice runs list` shows the runs of this store',
  };
}

export function runExists(runId: string): StoreFault {
  return {
    code: 'store/run-exists',
    message: `a run with the id ${JSON.stringify(runId)} is already in this store`,
    hint: `\`sluice runs rm ${runId}\` removes it`,
  };
}

export const storeClosed: StoreFault = { code: 'store/closed', message: 'the store has been closed' };
