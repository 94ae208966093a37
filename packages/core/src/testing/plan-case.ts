import type { Diagnostic, Parsed } from '../errors/diagnostic.ts';
import { describeLevels } from '../graph/block-levels.ts';
import type { Plan } from '../plan/plan.ts';
import { planPipeline } from '../plan/plan-pipeline.ts';
import type { ModuleProblem, ModuleRef, ToolMethod } from '../tools/tool-kind.ts';
import { memoryFiles } from './source-files.ts';

/** One case of `cases/`: a pipeline in, and what must come of it. */
export interface PlanCase {
  readonly name: string;
  readonly pipeline: string;
  /** Other files by path, from the folder of the pipeline. */
  readonly files?: Readonly<Record<string, string>>;
  /** Modules by path with the functions that they export; a path that is not here has no file. */
  readonly modules?: Readonly<Record<string, readonly string[]>>;
  readonly providers?: readonly string[];
  /** Frozen methods by tool. */
  readonly methods?: Readonly<Record<string, readonly ToolMethod[]>>;
  readonly expect: ExpectedPlan;
}

export interface ExpectedPlan {
  /** All of them; none when absent. */
  readonly diagnostics?: readonly ExpectedDiagnostic[];
  readonly plan?: {
    readonly levels?: string;
    /** `a`, `a?`, `a!` by step. */
    readonly edges?: Readonly<Record<string, readonly string[]>>;
    readonly outputs?: unknown;
  };
}

export interface ExpectedDiagnostic {
  readonly code: string;
  /** `line:column`, with the file before it where it is not the pipeline's. */
  readonly at: string;
  readonly message?: string;
  readonly hint?: string;
}

/** Path of the pipeline in every case. */
export const casePath = '/case/pipeline.yaml';

export function planCase(item: PlanCase, sha256: (text: string) => string): Parsed<Plan> {
  const modules = item.modules ?? {};
  const files = memoryFiles(
    Object.fromEntries(Object.entries(item.files ?? {}).map(([path, text]) => [`/case/${path}`, text])),
    sha256,
  );
  const methods = item.methods ?? {};
  return planPipeline(
    { path: casePath, text: item.pipeline },
    {
      files,
      modules: {
        problem: (ref) => moduleProblem(ref, modules),
        hash: (ref) => sha256(ref.file),
      },
      ...(item.providers === undefined ? {} : { providers: item.providers }),
      toolMethods: (spec) => methods[spec.name],
    },
  );
}

function moduleProblem(ref: ModuleRef, modules: NonNullable<PlanCase['modules']>): ModuleProblem | undefined {
  if (!ref.file.startsWith('/case/')) return { kind: 'outside-root' };
  const exports = modules[ref.file.slice('/case/'.length)];
  if (exports === undefined) return { kind: 'no-file' };
  return exports.includes(ref.name) ? undefined : { kind: 'no-export', exports };
}

/** A finding in the form of `expect.diagnostics`. */
export function describeFinding({ at, code, message, hint }: Diagnostic): ExpectedDiagnostic {
  const place = `${at.start.line}:${at.start.column}`;
  const file = at.file === casePath ? '' : `${at.file.replace(/^\/case\//, '')}:`;
  return { code, at: `${file}${place}`, message, ...(hint === undefined ? {} : { hint }) };
}

/** A plan in the form of `expect.plan`. */
export function describePlan(plan: Plan): Required<NonNullable<ExpectedPlan['plan']>> {
  const marks = { succeeded: '', 'succeeded-or-skipped': '?', any: '!' } as const;
  return {
    levels: describeLevels(plan.main),
    edges: Object.fromEntries(
      plan.main.nodes.map((node) => [node.id, node.waitsFor.map((edge) => `${edge.id}${marks[edge.accept]}`)]),
    ),
    outputs: plan.outputSchema,
  };
}
