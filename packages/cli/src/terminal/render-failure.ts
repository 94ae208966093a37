import type { Failure, Plan } from '@sluice/core';
import { renderFindings } from './render-findings.ts';
import type { Terminal } from './terminal.ts';

/** A failure of a run on the step that it belongs to, with its attempts. Never shows values. */
export function renderFailure(failure: Failure, plan: Plan, terminal: Terminal): string {
  const id = failure.step?.split(/[/[]/u)[0];
  const node = plan.main.nodes.find((one) => one.id === id);
  const message = `${failure.step === undefined ? '' : `step ${failure.step}: `}${failure.detail}`;
  const code = failure.code?.includes('/') ? failure.code : `failure/${failure.type}`;
  const hint = failure.hint === undefined ? {} : { hint: failure.hint };
  const head = node
    ? renderFindings([{ code, severity: 'error', message, ...hint, at: node.at }], { terminal })
    : `error ${code}: ${message}${failure.hint === undefined ? '' : `\n  hint: ${failure.hint}`}`;
  const attempts = (failure.attempts ?? []).map(
    ({ model, type, detail, latencyMs }, index) =>
      `  attempt ${index + 1}: ${model}: ${type} after ${Math.round(latencyMs)} ms: ${detail}`,
  );
  return [head, ...attempts].join('\n');
}
