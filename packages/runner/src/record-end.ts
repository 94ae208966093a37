import type { PlanNode, SkipReason } from '@sluice/core';
import type { BlockFrame } from './frames.ts';

/** Unless the log says so already. */
export function recordSkip(node: PlanNode, frame: BlockFrame, reason: SkipReason): void {
  const { session } = frame;
  const path = frame.prefix + node.id;
  const known = session.recorded.at(path)?.skip;
  if (known?.why === 'dependency' && reason.why === 'dependency' && known.step === reason.step) return;
  session.journal.record({ type: 'step-skip', at: session.host.clock.now(), path, reason });
}

export function recordCancel(node: PlanNode, frame: BlockFrame, why: string): void {
  const { session } = frame;
  const path = frame.prefix + node.id;
  session.journal.record({ type: 'step-cancel', at: session.host.clock.now(), path, why });
}
