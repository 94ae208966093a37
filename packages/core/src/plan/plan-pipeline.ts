import { canonicalJson } from '../canonical-json.ts';
import type { Parsed } from '../errors/diagnostic.ts';
import { toParsed } from '../errors/parsed.ts';
import type { SourceText } from '../errors/span.ts';
import type { Json, JsonObject, JsonSchema } from '../json.ts';
import { noFacts } from '../language/cel/narrowing.ts';
import type { StepType } from '../language/type-environment.ts';
import type { Value } from '../language/value.ts';
import { builtinStepKinds } from '../steps/builtin.ts';
import { builtinToolKinds } from '../tools/builtin.ts';
import { rooted } from '../types/resolve-reference.ts';
import type { LocatedJson } from '../yaml/located-json.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import type { BlockScope } from './block-scope.ts';
import type { FileScope } from './file-scope.ts';
import type { Plan } from './plan.ts';
import { planBlock } from './plan-block.ts';
import type { PlanOptions } from './plan-options.ts';
import type { PlannedBlock } from './planned-block.ts';
import * as problems from './problems.ts';
import { type FileHead, readFileHead } from './read-file-head.ts';
import type { PlanSession, Report } from './session.ts';
import { StepCompiler } from './step-compiler.ts';

/**
 * A pipeline's text as a plan that may run: shape, references, types, models, tools, modules and files all checked.
 * All findings of the file come back in one pass, sorted by place. `source.path` is absolute, or a name for text that
 * stands in no file; the pipelines that it calls are read through `options.files`.
 */
export function planPipeline(source: SourceText, options: PlanOptions): Parsed<Plan> {
  const defaults = { kinds: builtinStepKinds, toolKinds: builtinToolKinds, aliases: {}, overrides: {} };
  const { planned, aliases = {}, overrides = {} } = options;
  const key = planned === undefined ? '' : canonicalJson([source.path, source.text, aliases, overrides]);
  const known = planned?.get(key);
  if (known !== undefined) return known;
  const plan = planFile(source, createSession({ ...defaults, ...options }, [], new Map()));
  planned?.set(key, plan);
  return plan;
}

function createSession(
  options: PlanSession['options'],
  stack: readonly string[],
  plans: Map<string, Parsed<Plan>>,
): PlanSession {
  return {
    options,
    stack,
    plans,
    planFile(path, text): Parsed<Plan> {
      const known = plans.get(path);
      if (known !== undefined) return known;
      const planned = planFile({ path, text }, createSession(options, stack, plans));
      plans.set(path, planned);
      return planned;
    },
  };
}

function planFile(source: SourceText, outer: PlanSession): Parsed<Plan> {
  const session = createSession(outer.options, [...outer.stack, source.path], outer.plans);
  const { value: root, diagnostics } = readYaml(source);
  const findings = [...diagnostics];
  const report: Report = (finding) => findings.push(finding);
  if (root === undefined) return toParsed<Plan>(undefined, findings);
  if (typeof root.value !== 'object' || root.value === null || Array.isArray(root.value)) {
    report(problems.notAMapping.at(root.at(), {}));
    return toParsed<Plan>(undefined, findings);
  }
  const head = readFileHead({ source, root }, session, report);
  return toParsed(planRoot(root, head), findings);
}

function planRoot(root: LocatedJson, head: FileHead): Plan | undefined {
  const { scope } = head;
  const steps = root.get('steps');
  const main = steps === undefined ? noSteps : planBlock(steps, outerScope('/steps', scope));
  const last = planFinally(root.get('finally'), main, scope);
  const outputs = planOutputs(root.get('outputs'), main, scope);
  return {
    name: head.name,
    ...(head.description === undefined ? {} : { description: head.description }),
    file: scope.path,
    hash: planHash(root, [main, last], head),
    inputs: head.inputs,
    secrets: head.secrets,
    budget: head.budget,
    models: scope.modelNames.aliases,
    tools: Object.fromEntries([...scope.tools].map(([name, tool]) => [name, tool.spec])),
    main: main.block,
    ...(last === undefined ? {} : { finally: last.block }),
    outputs: outputs.values,
    outputSchema: outputs.type,
  };
}

const noSteps: PlannedBlock = { block: { nodes: [] }, steps: {}, reads: [], writes: false, lastOutput: true };

function outerScope(pointer: string, file: FileScope): BlockScope {
  return { file, pointer, outer: {}, outerLines: new Map(), locals: {}, facts: noFacts };
}

/** Steps at the end see all the others, however these ended. */
function planFinally(steps: LocatedJson | undefined, main: PlannedBlock, file: FileScope): PlannedBlock | undefined {
  if (steps === undefined) return undefined;
  const outer = Object.fromEntries(
    Object.entries(main.steps).map(([id, type]): [string, StepType] => [id, { ...type, maySkip: true, mayFail: true }]),
  );
  const outerLines = new Map(main.block.nodes.map((node) => [node.id, node.at.start.line]));
  return planBlock(steps, { file, pointer: '/finally', outer, outerLines, locals: {}, facts: noFacts });
}

interface PlannedOutputs {
  readonly values: { readonly [name: string]: Value };
  readonly type: JsonSchema;
}

function planOutputs(source: LocatedJson | undefined, main: PlannedBlock, file: FileScope): PlannedOutputs {
  const compiler = new StepCompiler({
    pointer: '/outputs',
    scope: outerScope('/outputs', file),
    steps: main.steps,
    lines: new Map(),
    planBlock,
  });
  const values: Record<string, Value> = {};
  const properties: Record<string, JsonSchema> = {};
  for (const [name, located] of source?.entries() ?? []) {
    const value = compiler.value(located, true);
    properties[name] = value === undefined ? true : rooted(compiler.typeOf(value));
    if (value !== undefined) values[name] = value;
  }
  const required = Object.keys(properties);
  return { values, type: { type: 'object', properties, required, additionalProperties: false } };
}

/** Everything that decides what a run does: steps by their own hashes, and what stands around them. */
function planHash(root: LocatedJson, blocks: readonly (PlannedBlock | undefined)[], head: FileHead): string {
  const { inputs, secrets, budget, outputs } = root.value as JsonObject;
  const identity = {
    language: 1,
    name: head.name,
    inputs,
    secrets,
    budget,
    outputs,
    blocks: blocks.map(
      (planned): Json => (planned?.block.nodes ?? []).map((node) => [node.id, node.hash, edges(node)]),
    ),
  };
  return head.scope.session.options.files.sha256(canonicalJson(identity));
}

function edges(node: PlannedBlock['block']['nodes'][number]): Json {
  const { policy } = node;
  return { waitsFor: node.waitsFor.map(({ id, accept }) => [id, accept]), policy: JSON.parse(JSON.stringify(policy)) };
}
