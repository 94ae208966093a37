import {
  addCosts,
  addUsage,
  type Cost,
  type JsonObject,
  type ModelEnd,
  type ModelError,
  type StepState,
  type Usage,
} from '@sluice/core';
import type { CallCounts, Spent } from './run-outcome.ts';

/** What a step and everything inside it used, summed upwards as it happens. */
export class Tally {
  readonly #parent: Tally | undefined;
  readonly #usages: Usage[] = [];
  readonly #costs: Cost[] = [];
  readonly #counts: { -readonly [name in keyof CallCounts]: number } = { ...noCounts };
  #attempts = 0;
  #waitedMs = 0;
  #savedNanoUsd = 0;
  #savedKnown = true;
  #latencyKnown = true;
  #cachedAt: number | undefined;
  /** Of the latest answer of this very step. */
  alias: string | undefined;
  modelId: string | undefined;
  timeToFirstTokenMs: number | undefined;
  recorded: JsonObject | undefined;
  fromCache = false;

  constructor(parent: Tally | undefined) {
    this.#parent = parent;
  }

  answered(event: ModelEnd): void {
    this.use(event);
    this.#countAnswer(event);
  }

  failed(event: ModelError): void {
    for (let tally: Tally | undefined = this; tally !== undefined; tally = tally.#parent) tally.#addError(event);
  }

  /** The answer is now the step's, without being counted. */
  use(event: ModelEnd): void {
    this.alias = event.alias;
    this.modelId = event.model;
    this.timeToFirstTokenMs = event.timeToFirstTokenMs;
    this.recorded = event.response.recorded;
    this.fromCache = event.fromCache;
  }

  toolAttempted(): void {
    for (let tally: Tally | undefined = this; tally !== undefined; tally = tally.#parent) tally.#attempts += 1;
  }

  fellBack(): void {
    for (let tally: Tally | undefined = this; tally !== undefined; tally = tally.#parent) tally.#counts.fallbacks += 1;
  }

  waited(ms: number): void {
    if (ms === 0) return;
    for (let tally: Tally | undefined = this; tally !== undefined; tally = tally.#parent) tally.#waitedMs += ms;
  }

  latencyUnknown(): void {
    for (let tally: Tally | undefined = this; tally !== undefined; tally = tally.#parent) tally.#latencyKnown = false;
  }

  /** What an earlier process of the same run recorded of a step. */
  absorb(step: StepState): void {
    for (const event of step.modelEnds) this.#countAnswer(event);
    for (const event of step.modelErrors) this.failed(event);
    for (let call = 0; call < step.toolCalls; call += 1) this.toolAttempted();
  }

  get savedNanoUsd(): number {
    return this.#savedNanoUsd;
  }

  /** Whether it is known what every cached answer once cost. */
  get savedKnown(): boolean {
    return this.#savedKnown;
  }

  get cost(): Cost {
    return addCosts(this.#costs);
  }

  get usage(): Usage {
    return addUsage(this.#usages);
  }

  /** When the oldest of the cached answers was made, in milliseconds since 1970. */
  get cachedAt(): number | undefined {
    return this.#cachedAt;
  }

  get latencyKnown(): boolean {
    return this.#latencyKnown;
  }

  spent(latencyMs: number): Spent {
    return {
      attempts: this.#attempts,
      usage: this.usage,
      cost: this.cost,
      counts: this.#counts,
      latencyMs: this.#latencyKnown ? latencyMs : undefined,
      waitedMs: this.#waitedMs,
    };
  }

  #countAnswer(event: ModelEnd): void {
    for (let tally: Tally | undefined = this; tally !== undefined; tally = tally.#parent) tally.#addAnswer(event);
  }

  #addAnswer(event: ModelEnd): void {
    this.#attempts += 1;
    this.#usages.push(event.usage);
    this.#costs.push(event.cost);
    this.#waitedMs += event.waitedMs;
    this.#counts.answers += 1;
    if (event.fromCache) {
      this.#counts.cached += 1;
      if (event.cachedAt !== undefined) this.#cachedAt = Math.min(event.cachedAt, this.#cachedAt ?? event.cachedAt);
      if (event.originalCost?.known === true) this.#savedNanoUsd += event.originalCost.nanoUsd;
      else this.#savedKnown = false;
    }
    if (event.finish === 'length') this.#counts.truncated += 1;
    if (event.finish === 'refusal' || event.response.refusal !== undefined) this.#counts.refusals += 1;
  }

  #addError(event: ModelError): void {
    this.#attempts += 1;
    if (event.usage !== undefined) this.#usages.push(event.usage);
    if (event.cost !== undefined) this.#costs.push(event.cost);
    this.#waitedMs += event.waitedMs;
    this.#counts.errors += 1;
    if (event.retryInMs !== undefined) this.#counts.retries += 1;
    const { type } = event.failure;
    if (event.usage === undefined && (type === 'timeout' || type === 'truncated_stream')) this.#counts.uncertain += 1;
  }
}

const noCounts: CallCounts = {
  answers: 0,
  cached: 0,
  retries: 0,
  fallbacks: 0,
  errors: 0,
  refusals: 0,
  truncated: 0,
  uncertain: 0,
};
