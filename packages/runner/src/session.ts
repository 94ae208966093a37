import type { Block, ExecutionState, Scope } from '@sluice/core';
import type { LimitFunction } from 'p-limit';
import type { BlockEnd } from './block-end.ts';
import type { StopGate } from './calls/stop-gate.ts';
import type { BlockFrame } from './frames.ts';
import type { Host } from './host.ts';
import type { Job } from './job.ts';
import type { Journal } from './journal.ts';
import type { PlanEnd } from './plan-end.ts';
import type { RecordedSteps } from './resume/recorded-steps.ts';
import type { RunOptions } from './run-options.ts';

/** What all parts of one run share. */
export interface Session {
  readonly job: Job;
  readonly host: Host;
  readonly options: RunOptions;
  readonly journal: Journal;
  /** What earlier processes recorded of this run. */
  readonly history: ExecutionState | undefined;
  readonly recorded: RecordedSteps;
  /** Key of the aliases that the job puts over the plan's; empty without any. */
  readonly models: string;
  readonly startedAt: number;
  readonly run: Scope['run'];
  /** Bounds the leaf calls of the run; absent where nothing does. */
  readonly slots: LimitFunction | undefined;
  /** Where nobody can ask the run to stop gently, there is none. */
  readonly gate: StopGate | undefined;
  readonly warnings: string[];
  readonly engine: Engine;
}

/** Steps run blocks and plans, which run steps: here the circle closes, and not between files. */
export interface Engine {
  runBlock(block: Block, frame: BlockFrame): Promise<BlockEnd>;
  runPlan(frame: BlockFrame): Promise<PlanEnd>;
}
