import * as language from '../language/problems.ts';
import * as pipeline from '../pipeline/problems.ts';
import * as plan from '../plan/problems.ts';
import * as schema from '../schema/problems.ts';
import * as approval from '../steps/approval/problems.ts';
import * as prompt from '../steps/prompt/problems.ts';
import * as choice from '../steps/switch/problems.ts';
import * as yaml from '../yaml/problems.ts';
import { otherSyntaxProblem, syntaxProblems } from '../yaml/syntax-problems.ts';
import type { Severity } from './diagnostic.ts';

/** What the reference says of a code. */
export interface CatalogueEntry {
  readonly code: string;
  readonly severity: Severity;
  readonly explanation: string;
}

/** Every code that planning a pipeline may report, by code. */
export const catalogue: readonly CatalogueEntry[] = [
  yaml,
  { ...syntaxProblems, otherSyntaxProblem },
  schema,
  pipeline,
  plan,
  language,
  prompt,
  choice,
  approval,
]
  .flatMap((problems): readonly CatalogueEntry[] => Object.values(problems))
  .sort((a, b) => (a.code < b.code ? -1 : 1));
