import { compileValue, type JsonSchema, type LocatedJson, type Value } from '@sluice/core';
import type { DatasetSpec } from './eval-suite.ts';
import { fieldsOf } from './fields-of.ts';
import { missingFile } from './problems.ts';
import { rowEnvironment } from './read-inputs.ts';
import { type PathContext, resolvePath } from './read-roots.ts';

/** What `dataset:` says; its rows are not read here. */
export function readDataset(root: LocatedJson, context: PathContext): DatasetSpec | undefined {
  const source = root.get('dataset');
  if (source === undefined) return undefined;
  const spec = typeof source.value === 'string' ? { path: source.value } : fieldsOf(source);
  const located = typeof source.value === 'string' ? source : (source.get('path') ?? source);
  const list = Array.isArray(spec.path) ? located.items() : [located];
  const part = (key: string, expected: JsonSchema): Value | undefined => {
    const located = source.get(key);
    return located && compileValue(located, { expected, environment: rowEnvironment, report: context.report }).value;
  };
  const [id, cluster] = [part('id', true), part('cluster', true)];
  const [tags, filter] = [part('tags', { type: ['array', 'object'] }), part('filter', { type: 'boolean' })];
  return {
    paths: list.flatMap((item) => pathOf(item, context)),
    ...(id === undefined ? {} : { id }),
    ...(cluster === undefined ? {} : { cluster }),
    ...(tags === undefined ? {} : { tags }),
    ...(filter === undefined ? {} : { filter }),
    ...(typeof spec.split === 'string' ? { split: spec.split } : {}),
    ...(typeof spec.limit === 'number' ? { limit: spec.limit } : {}),
    ...(typeof spec.sample === 'number' ? { sample: spec.sample } : {}),
  };
}

function pathOf(item: LocatedJson, context: PathContext): readonly string[] {
  if (typeof item.value !== 'string') return [];
  if (item.value === '-') return ['-'];
  const path = resolvePath(item.value, item, context);
  if (path === undefined) return [];
  if (!/[*?[\]{}]/u.test(path) && !context.options.exists(path)) {
    context.report(missingFile.at(item.at(), { path: item.value, what: 'dataset' }));
  }
  return [path];
}
