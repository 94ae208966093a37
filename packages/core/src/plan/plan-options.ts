import type { SourceFiles } from '../host.ts';
import type { ModelAliases } from '../pipeline/models.ts';
import type { StepKind } from '../steps/step-kind.ts';
import type { ModuleHost, ToolKind, ToolMethod, ToolSpec } from '../tools/tool-kind.ts';

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
}
