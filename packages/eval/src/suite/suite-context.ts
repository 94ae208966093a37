import type { Diagnostic, JsonObject, LocatedJson, ModelAliases, ModuleHost, Plan, PlanOptions } from '@sluice/core';

/** What checking an eval file may look at. */
export interface SuiteOptions extends Omit<PlanOptions, 'modules'> {
  readonly modules: Pick<ModuleHost, 'problem' | 'hash'>;
  readonly environment: { readonly [name: string]: string | undefined };
  /** Whether a file or folder is there. */
  readonly exists: (path: string) => boolean;
}

/** What the parts of the reader share. */
export interface SuiteContext {
  readonly file: string;
  readonly root: LocatedJson;
  readonly json: JsonObject;
  readonly options: SuiteOptions;
  /** Roots by name, as absolute paths. */
  readonly roots: { readonly [name: string]: string };
  readonly report: (finding: Diagnostic) => void;
  /** The pipeline without overrides. */
  readonly plan: Plan;
  /** The suite's aliases over the configuration's. */
  readonly aliases: ModelAliases;
}
