import { isError } from '../errors/sort-diagnostics.ts';
import type { LocatedJson } from '../yaml/located-json.ts';
import type { FileScope } from './file-scope.ts';
import type { Plan } from './plan.ts';
import * as problems from './problems.ts';

/** The plan of another file; what is wrong there is reported with its own place. */
export function resolveSubPipeline(source: LocatedJson, file: FileScope): Plan | undefined {
  if (typeof source.value !== 'string') return undefined;
  const { session } = file;
  const path = session.options.files.resolve(file.path, source.value);
  const at = session.stack.indexOf(path);
  if (at !== -1) {
    const names = [...session.stack.slice(at), path].map(fileName);
    file.report(problems.recursion.at(source.at(), { path: names }));
    return undefined;
  }
  const text = session.options.files.read(path);
  if (text === undefined) {
    file.report(problems.noSubPipeline.at(source.at(), { path: source.value }));
    return undefined;
  }
  const planned = session.planFile(path, text);
  if (planned.ok) return planned.value;
  const errors = planned.diagnostics.filter(isError);
  file.report(problems.invalidSubPipeline.at(source.at(), { path: source.value, errors: errors.length }));
  errors.forEach(file.report);
  return undefined;
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
