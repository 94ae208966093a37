import { type JsonObject, type LocatedJson, type Plan, planPipeline } from '@sluice/core';
import { fieldsOf } from './fields-of.ts';
import { invalidPipeline, missingFile, noTarget } from './problems.ts';
import { type PathContext, resolvePath } from './read-roots.ts';
import type { SuiteOptions } from './suite-context.ts';

/** The text that is planned: a pipeline file, or one made of an inline prompt. */
export interface TargetSource {
  readonly path: string;
  readonly text: string;
}

export interface Target {
  readonly source: TargetSource;
  readonly plan: Plan;
}

/** The pipeline that is evaluated; its own findings are counted here and shown by validating it. */
export function readTarget(root: LocatedJson, context: PathContext, options: SuiteOptions): Target | undefined {
  const { pipeline, prompt } = fieldsOf(root);
  if ((pipeline === undefined) === (prompt === undefined)) {
    context.report(noTarget.at(root.at(), { both: pipeline !== undefined }));
    return undefined;
  }
  const source = prompt === undefined ? fileSource(root, context) : promptSource(root, context);
  if (source === undefined) return undefined;
  const planned = planPipeline(source, options);
  if (planned.ok) return { source, plan: planned.value };
  if (prompt === undefined) {
    const at = root.at('pipeline');
    context.report(invalidPipeline.at(at, { path: String(pipeline), count: planned.diagnostics.length }));
  } else {
    for (const finding of planned.diagnostics) context.report({ ...finding, at: root.at('prompt') });
  }
  return undefined;
}

function fileSource(root: LocatedJson, context: PathContext): TargetSource | undefined {
  const located = root.get('pipeline');
  if (typeof located?.value !== 'string') return undefined;
  const path = resolvePath(located.value, located, context);
  if (path === undefined) return undefined;
  const text = context.options.files.read(path);
  if (text !== undefined) return { path, text };
  context.report(missingFile.at(located.at(), { path: located.value, what: 'pipeline' }));
  return undefined;
}

/** A pipeline of one step `answer` whose inputs are those of the eval, of any type. */
function promptSource(root: LocatedJson, context: PathContext): TargetSource {
  const { models, name } = fieldsOf(root);
  const { output, ...config } = fieldsOf(root.get('prompt'));
  const inputs = fieldsOf(root.get('inputs'));
  const hasSchema = fieldsOf(root.get('prompt', 'output')).schema !== undefined;
  const pipeline = {
    version: 1,
    name: String(name ?? 'prompt'),
    inputs: Object.fromEntries(Object.keys(inputs).map((key) => [key, {}])),
    ...(models === undefined ? {} : { models: asAliases(fieldsOf(root.get('models'))) }),
    steps: [{ id: 'answer', prompt: config, ...(output === undefined ? {} : { output }) }],
    outputs: { answer: hasSchema ? '${ steps.answer.output }' : '${ steps.answer.output.text }' },
  };
  return { path: context.file, text: JSON.stringify(pipeline, null, 2) };
}

function asAliases(models: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(models).map(([name, value]) => [name, typeof value === 'string' ? { use: value } : value]),
  );
}
