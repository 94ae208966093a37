import type { SourceText } from '../errors/span.ts';
import type { JsonObject } from '../json.ts';
import { shallowFileSchema } from '../pipeline/pipeline-schema.ts';
import { inputsType, readInputs } from '../pipeline/read-inputs.ts';
import { readModels } from '../pipeline/read-models.ts';
import { readPartials } from '../pipeline/read-partials.ts';
import { readTools } from '../pipeline/read-tools.ts';
import { validateLocated } from '../schema/validate-located.ts';
import type { LocatedJson } from '../yaml/located-json.ts';
import type { FileScope } from './file-scope.ts';
import { innerSteps } from './inner-steps.ts';
import type { InputSpec, Plan } from './plan.ts';
import type { PlanSession, Report } from './session.ts';

/** What stands above the steps of a file. */
export interface FileHead {
  readonly name: string;
  readonly description: string | undefined;
  readonly inputs: { readonly [name: string]: InputSpec };
  readonly secrets: readonly string[];
  readonly budget: Plan['budget'];
  readonly scope: FileScope;
}

export interface ReadFile {
  readonly source: SourceText;
  readonly root: LocatedJson;
}

/** Checks the shape of the whole file and reads everything but its steps. */
export function readFileHead({ source, root }: ReadFile, session: PlanSession, report: Report): FileHead {
  validateLocated(root, shallowFileSchema).forEach(report);
  const value = root.value as JsonObject;
  const { path, text } = source;
  const { files, modules, toolKinds, aliases, overrides, providers } = session.options;
  const inputs = readInputs(root.get('inputs'), report);
  const secrets = (root.get('secrets')?.items() ?? []).flatMap((item) =>
    typeof item.value === 'string' ? [item.value] : [],
  );
  const lookup = { files, modules, from: path };
  const own = readModels(root.get('models'), { aliases, providers }, report);
  const tools = root.get('tools');
  const scope: FileScope = {
    session,
    path,
    text,
    report,
    inputs: inputsType(inputs),
    modelNames: { aliases: { ...own, ...overrides }, providers },
    tools: readTools(tools, { ...lookup, kinds: toolKinds, secrets }, report),
    declaredTools: (tools?.entries() ?? []).map(([name]) => name),
    modules: lookup,
    partials: readPartials(root.get('prompts'), lookup, report),
    defaults: root.get('defaults'),
    innerSteps: innerSteps(root),
  };
  const { name, description } = value;
  return {
    name: typeof name === 'string' ? name : fileName(path),
    description: typeof description === 'string' ? description : undefined,
    inputs,
    secrets,
    budget: readBudget(root.get('budget')),
    scope,
  };
}

function readBudget(source: LocatedJson | undefined): Plan['budget'] {
  const usd = source?.get('usd')?.value;
  const tokens = source?.get('tokens')?.value;
  return { ...(typeof usd === 'number' ? { usd } : {}), ...(typeof tokens === 'number' ? { tokens } : {}) };
}

/** `support-triage` of `/a/b/support-triage.yaml`. */
function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).replace(/\.[^.]*$/, '');
}
