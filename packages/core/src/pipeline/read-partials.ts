import { LineIndex } from '../errors/line-index.ts';
import type { SourceFiles } from '../host.ts';
import type { LocatedText } from '../language/located-text.ts';
import type { LocatedJson } from '../yaml/located-json.ts';
import * as problems from './problems.ts';
import type { Report } from './read-inputs.ts';

export interface PartialLookup {
  readonly files: SourceFiles;
  /** Absolute path of the pipeline. */
  readonly from: string;
}

/** `prompts:` as texts that know their place, in the pipeline or in a file of their own. */
export function readPartials(
  source: LocatedJson | undefined,
  lookup: PartialLookup,
  report: Report,
): { readonly [name: string]: LocatedText } {
  const partials: Record<string, LocatedText> = {};
  for (const [name, located] of source?.entries() ?? []) {
    const text = located.text() ?? readFile(located.get('file'), lookup, report);
    if (text !== undefined) partials[name] = text;
  }
  return partials;
}

function readFile(source: LocatedJson | undefined, lookup: PartialLookup, report: Report): LocatedText | undefined {
  if (typeof source?.value !== 'string') return undefined;
  const path = lookup.files.resolve(lookup.from, source.value);
  const text = lookup.files.read(path);
  if (text === undefined) {
    report(problems.partialMissing.at(source.at(), { path: source.value }));
    return undefined;
  }
  const lines = new LineIndex({ path, text });
  return { text, span: (start, end) => lines.span(start, end) };
}
