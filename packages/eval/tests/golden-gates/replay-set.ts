import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from '../golden-stats/check.ts';

/** The recorded files of one replay set. */
export interface ReplaySet {
  readonly cases: () => readonly Row[];
  /** Rows of the model whose name is, begins or ends with `name`, else the shortest name that holds it. */
  readonly outputs: (name: string) => readonly Row[];
}

/** A golden section is about a recording that this folder does not hold: nothing to compare. */
export class AbsentRecording extends Error {}

/** Opens a set by the first word of its golden name. */
export function replaySet(corpus: string, name: string): ReplaySet {
  const folder = join(corpus, 'replay', name.split(' ')[0] ?? name);
  if (!existsSync(folder)) throw new AbsentRecording(`no set ${name}`);
  const models = readdirSync(folder).flatMap((file) => /^outputs\.(.+)\.jsonl$/.exec(file)?.[1] ?? []);
  return {
    cases: () => readLines(join(folder, 'dataset.jsonl')),
    outputs(wanted) {
      const exact = models.filter((model) => model === wanted);
      const ends = models.filter((model) => model.startsWith(wanted) || model.endsWith(wanted));
      const within = models.filter((model) => model.includes(wanted)).sort((a, b) => a.length - b.length);
      const [model] = exact.length > 0 ? exact : ends.length === 1 ? ends : within;
      if (model === undefined) throw new AbsentRecording(`no recording of ${wanted} in ${name}`);
      return readLines(join(folder, `outputs.${model}.jsonl`));
    },
  };
}

function readLines(path: string): readonly Row[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
}
