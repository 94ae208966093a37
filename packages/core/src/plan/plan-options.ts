import type { Parsed } from '../errors/diagnostic.ts';
import type { SourceFiles } from '../host.ts';
import type { ModelAliases } from '../pipeline/models.ts';
import type { StepKind } from '../steps/step-kind.ts';
import type { ModuleHost, ToolKind, ToolMethod, ToolSpec } from '../tools/tool-kind.ts';
import type { Plan } from './plan.ts';

/** What planning a pipeline may look at. */
export interface PlanOptions {
  readonly files: SourceFiles;
  readonly modules: Pick<ModuleHost, 'problem' | 'hash'>;
  /** The built-in kinds when absent. */
  readonly kinds?: readonly StepKind[];
  readonly toolKinds?: readonly ToolKind[];
  /** Aliases of the config; those of the file win. */
  readonly aliases?: ModelAliases;
  /** Aliases from the command line or a variant: they win over the file's. */
  readonly overrides?: ModelAliases;
  /** Names that may stand before the slash of a model reference; any when absent. */
  readonly providers?: readonly string[];
  /** The methods of a tool as they were frozen, with the schemas of their arguments. */
  readonly toolMethods?: (spec: ToolSpec) => readonly ToolMethod[] | undefined;
  /**
   * What was planned already, with the same options but for aliases and overrides: a caller that checks many files
   * gives the same map to each, and nothing is planned twice.
   */
  readonly planned?: Map<string, Parsed<Plan>>;
}
