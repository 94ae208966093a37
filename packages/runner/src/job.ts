import type { JsonObject, ModelAliases, Plan } from '@sluice/core';

/** One run of a plan. */
export interface Job {
  readonly plan: Plan;
  readonly inputs: JsonObject;
  readonly runId: string;
  /** Where the events are filed; empty for plain runs, one name for each case, variant and repeat of an eval. */
  readonly unit: string;
  readonly origin: { readonly caseId?: string; readonly sample: number };
  /** Aliases of the configuration: below the plan's own. */
  readonly aliases?: ModelAliases;
  /** Aliases of a variant: above the plan's own, in sub-pipelines too. */
  readonly models?: ModelAliases;
}
