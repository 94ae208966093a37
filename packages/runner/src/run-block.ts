import {
  type Block,
  type Dependency,
  decide,
  dependenciesWithin,
  type EndStatus,
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
  readonly #places: ReadonlyMap<string, Place>;
  /** Steps that did not start, and of these the ones that wait for nothing more, in file order. */
  readonly #waiting: Set<PlanNode>;
  readonly #ready: Place[];
  readonly #ended = new Map<string, EndStatus>();
  readonly #results = new Map<string, StepResult>();
  #running = 0;
  #error: unknown;
  #suspended: SuspendedError | undefined;
  readonly #asking: string[] = [];

  constructor(block: Block, frame: BlockFrame, done: (end: BlockEnd) => void) {
    // A step alone has no siblings to stop.
    this.#stop = block.nodes.length > 1 ? childSignal(frame.signal) : undefined;
    this.#frame = this.#stop === undefined ? frame : { ...frame, signal: this.#stop.signal };
    this.#done = done;
    this.#waiting = new Set(block.nodes);
    this.#places = placesOf(block);
    this.#ready = [...this.#places.values()].filter((place) => place.unmet === 0);
  }

  /** Starts and skips what can be; ends the block when nothing runs any more. */
  next(): void {
    while (!this.#frame.signal.aborted) {
      const place = this.#ready.shift();
      if (place === undefined) break;
      const { node, waitsFor } = place;
      const decision = decide(waitsFor, this.#ended);
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
        if (error instanceof SuspendedError) this.#suspend(node.id, error);
        else this.#fail(node.id, error);
        this.next();
      },
    );
  }

  #end(id: string, result: StepResult): void {
    this.#ended.set(id, result.status);
    this.#results.set(id, result);
    this.#frame.scope.steps[id] = result.view;
    const released = this.#places.get(id)?.dependents.filter((dependent) => release(dependent)) ?? [];
    if (released.length === 0) return;
    this.#ready.push(...released);
    this.#ready.sort((left, right) => left.index - right.index);
  }

  #suspend(id: string, error: SuspendedError): void {
    this.#suspended ??= error;
    this.#asking.push(id);
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
    if (this.#error !== undefined || outside) this.#endOthers();
    const end = [...this.#results.values()].reduce((last, result) => Math.max(last, result.end), this.#frame.begin);
    this.#done({ results: this.#results, waiting: this.#asking, error, end });
  }

  /** Steps that never started: skipped where their dependencies say so, else cancelled. */
  #endOthers(): void {
    const asking = this.#asking.splice(0).flatMap((id) => this.#places.get(id)?.node ?? []);
    for (const node of [...asking, ...this.#waiting]) {
      const decision = decide(this.#places.get(node.id)?.waitsFor ?? [], this.#ended);
      if (decision.do === 'skip') {
        recordSkip(node, this.#frame, decision.reason);
        this.#end(node.id, { status: 'skipped', skip: decision.reason, view: skippedView, end: this.#frame.begin });
      } else {
        recordCancel(node, this.#frame, asking.includes(node) ? 'nobody answered' : 'not started');
        this.#end(node.id, { status: 'cancelled', view: stepView('cancelled'), end: this.#frame.begin });
      }
    }
  }
}

/** A step in its block. */
interface Place {
  readonly node: PlanNode;
  readonly index: number;
  readonly waitsFor: readonly Dependency[];
  readonly dependents: Place[];
  /** Number of steps that it still waits for. */
  unmet: number;
}

function placesOf(block: Block): ReadonlyMap<string, Place> {
  const ids = new Set(block.nodes.map((node) => node.id));
  const places = new Map<string, Place>();
  for (const [index, node] of block.nodes.entries()) {
    const waitsFor = dependenciesWithin(ids, node);
    places.set(node.id, { node, index, waitsFor, dependents: [], unmet: waitsFor.length });
  }
  for (const place of places.values()) {
    for (const { id } of place.waitsFor) places.get(id)?.dependents.push(place);
  }
  return places;
}

function release(place: Place): boolean {
  place.unmet -= 1;
  return place.unmet === 0;
}
