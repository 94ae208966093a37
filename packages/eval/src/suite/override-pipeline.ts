import type { Json } from '@sluice/core';
import { isMap, isSeq, parseDocument } from 'yaml';

interface Setting {
  readonly path: string;
  readonly value: Json;
}

/**
 * The text of a pipeline with other values at some places: `steps.classify.prompt.params.temperature`.
 * A step is named by its id, also inside maps and switches. `undefined` where a place does not exist.
 */
export function overridePipeline<S extends Setting>(
  text: string,
  settings: readonly S[],
  report: (setting: S, why: string) => void,
): string | undefined {
  const document = parseDocument(text);
  let fine = true;
  for (const setting of settings) {
    const path = locate(document.contents, setting.path.split('.'));
    if (path === undefined) {
      report(setting, 'the pipeline has no such place');
      fine = false;
    } else document.setIn(path, setting.value);
  }
  return fine ? document.toString() : undefined;
}

/** Names of steps as indexes of their lists; `undefined` when a step is missing. */
function locate(root: unknown, names: readonly string[]): (string | number)[] | undefined {
  const path: (string | number)[] = [];
  let node: unknown = root;
  for (const [depth, name] of names.entries()) {
    if (isSeq(node)) {
      const index = node.items.findIndex((item) => isMap(item) && item.get('id') === name);
      const found = index >= 0 || !/^\d+$/u.test(name) ? index : Number(name);
      if (found < 0 || found >= node.items.length) return undefined;
      path.push(found);
      node = node.items[found];
    } else if (isMap(node)) {
      path.push(name);
      node = node.get(name, true);
    } else if (node === undefined && depth >= 2) {
      // A key that the file leaves out, such as `params`, may be set.
      path.push(name);
    } else return undefined;
  }
  return path;
}
