import type { SourceFiles } from '../host.ts';
import type { ModuleHost, ModuleRef } from '../tools/tool-kind.ts';
import type { LocatedJson } from '../yaml/located-json.ts';
import * as problems from './problems.ts';
import type { Report } from './read-inputs.ts';

/** What modules are looked up with. */
export interface ModuleLookup {
  readonly files: SourceFiles;
  readonly modules: Pick<ModuleHost, 'problem' | 'hash'>;
  /** Absolute path of the file that names the module. */
  readonly from: string;
}

export interface CheckedModule {
  readonly ref: ModuleRef;
  readonly hash: string;
}

/** `./file.ts#function`: resolved, and known to be there; otherwise reported. */
export function readModule(source: LocatedJson, lookup: ModuleLookup, report: Report): CheckedModule | undefined {
  const text = source.text();
  const found = /^([^#]+)#([A-Za-z_$][\w$]*)$/.exec(text?.text ?? '');
  const [, path, name] = found ?? [];
  // What is no `./file.ts#function` has been told by the schema.
  if (text === undefined || path === undefined || name === undefined) return undefined;
  const ref: ModuleRef = { file: lookup.files.resolve(lookup.from, path), name };
  const problem = lookup.modules.problem(ref);
  switch (problem?.kind) {
    case undefined:
      return { ref, hash: lookup.modules.hash(ref) };
    case 'no-file':
      report(problems.moduleMissing.at(text.span(0, path.length), { path }));
      return undefined;
    case 'outside-root':
      report(problems.moduleOutside.at(text.span(0, path.length), { path }));
      return undefined;
    case 'no-export': {
      const at = text.span(path.length + 1, text.text.length);
      report(problems.moduleExport.at(at, { name, exports: problem.exports }));
      return undefined;
    }
  }
}
