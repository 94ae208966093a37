import {
  type Block,
  type Dependency,
  decide,
  dependenciesWithin,
  type EndStatus,
  FailureError,
  type PlanNode,
  SuspendedError,
} from '@sluice/core';
import type { BlockEnd } from './block-end.ts';
import { childSignal, type Deadline } from './deadline.ts';
import { cancelledError, siblingFailed } from './failures.ts';
import type { BlockFrame } from './frames.ts';
import { recordCancel, recordSkip } from './record-end.ts';
import { runStep } from './run-step.ts';
import type { StepResult } from './step-result.ts';
import { skippedView, stepView } from './step-view.ts';

/**
 * Runs a block: every step as soon as what it waits for has ended, in file order where several may start.
 * The first unhandled failure stops the others, which are waited for. Never rejects.
 */
export function runBlock(block: Block, frame: BlockFrame): Promise<BlockEnd> {
  return new Promise((resolve) => new BlockRun(block, frame, resolve).next());
}

class BlockRun {
  readonly #frame: BlockFrame;
  readonly #stop: Deadline | undefined;
  readonly #done: (end: BlockEnd) => void;
  readonly #waiting: Set<PlanNode>;
  readonly #waitsFor: ReadonlyMap<PlanNode, readonly Dependency[]>;
  readonly #ended = new Map<string, EndStatus>();
  readonly #results = new Map<string, StepResult>();
  #running = 0;
  #error: unknown;
  #suspended: SuspendedError | undefined;

  constructor(block: Block, frame: BlockFrame, done: (end: BlockEnd) => void) {
    // A step alone has no siblings to stop.
    this.#stop = block.nodes.length > 1 ? childSignal(frame.signal) : undefined;
    this.#frame = this.#stop === undefined ? frame : { ...frame, signal: this.#stop.signal };
    this.#done = done;
    this.#waiting = new Set(block.nodes);
    const ids = new Set(block.nodes.map((node) => node.id));
    this.#waitsFor = new Map(block.nodes.map((node) => [node, dependenciesWithin(ids, node)]));
  }

  /** Starts and skips what can be; ends the block when nothing runs any more. Nodes stand in dependency order. */
  next(): void {
    for (const node of this.#waiting) {
      if (this.#frame.signal.aborted) break;
      const decision = decide(this.#waitsFor.get(node) ?? [], this.#ended);
      if (decision.do === 'wait') continue;
      this.#waiting.delete(node);
      if (decision.do === 'skip') {
        recordSkip(node, this.#frame, decision.reason);
        this.#end(node.id, { status: 'skipped', skip: decision.reason, view: skippedView, end: this.#begin(node) });
      } else {
        this.#start(node);
      }
    }
    if (this.#running === 0) this.#finish();
  }

  #start(node: PlanNode): void {
    this.#running += 1;
    const begin = this.#begin(node);
    runStep(node, this.#frame, begin).then(
      (result) => {
        this.#running -= 1;
        this.#end(node.id, { ...result, begin });
        if (result.error !== undefined) this.#fail(node.id, result.error);
        this.next();
      },
      (error: unknown) => {
        this.#running -= 1;
        if (error instanceof SuspendedError) this.#suspended ??= error;
        else this.#fail(node.id, error);
        this.next();
      },
    );
  }

  #end(id: string, result: StepResult): void {
    this.#ended.set(id, result.status);
    this.#results.set(id, result);
    this.#frame.scope.steps[id] = result.view;
  }

  #fail(id: string, error: unknown): void {
    // What an abort from outside did to a step is no failure of the block.
    if (this.#error !== undefined || this.#frame.signal.aborted) return;
    this.#error = error;
    this.#stop?.abort(siblingFailed(id));
  }

  #begin(node: PlanNode): number {
    return node.waitsFor.reduce((begin, { id }) => Math.max(begin, this.#results.get(id)?.end ?? 0), this.#frame.begin);
  }

  #finish(): void {
    this.#stop?.dispose();
    const outside = this.#error === undefined && this.#frame.signal.aborted;
    const error = this.#error ?? (outside ? cancelledError() : this.#suspended);
    if (error instanceof FailureError || outside) this.#endOthers();
    const end = [...this.#results.values()].reduce((last, result) => Math.max(last, result.end), this.#frame.begin);
    this.#done({ results: this.#results, error, end });
  }

  /** Steps that never started: skipped where their dependencies say so, else cancelled. */
  #endOthers(): void {
    for (const node of this.#waiting) {
      const decision = decide(this.#waitsFor.get(node) ?? [], this.#ended);
      if (decision.do === 'skip') {
        recordSkip(node, this.#frame, decision.reason);
        this.#end(node.id, { status: 'skipped', skip: decision.reason, view: skippedView, end: this.#frame.begin });
      } else {
        recordCancel(node, this.#frame, 'not started');
        this.#end(node.id, { status: 'cancelled', view: stepView('cancelled'), end: this.#frame.begin });
      }
    }
  }
}
