import type { JsonSchema } from '../json.ts';
import type { LocatedText } from '../language/located-text.ts';
import type { ModelNames } from '../pipeline/read-models.ts';
import type { ModuleLookup } from '../pipeline/read-module.ts';
import type { DeclaredTool } from '../pipeline/read-tools.ts';
import type { LocatedJson } from '../yaml/located-json.ts';
import type { PlanSession, Report } from './session.ts';

/** What all steps of one file share. */
export interface FileScope {
  readonly session: PlanSession;
  /** Absolute path. */
  readonly path: string;
  readonly text: string;
  readonly report: Report;
  /** The type of `inputs`. */
  readonly inputs: JsonSchema;
  readonly modelNames: ModelNames;
  readonly tools: ReadonlyMap<string, DeclaredTool>;
  /** Names of all tools, those with findings included. */
  readonly declaredTools: readonly string[];
  readonly modules: ModuleLookup;
  readonly partials: { readonly [name: string]: LocatedText };
  readonly defaults: LocatedJson | undefined;
  /** Inner steps of the file by id, with the outer step that they run in. */
  readonly innerSteps: ReadonlyMap<string, string>;
}
