import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type CallOptions, type Finished, sluice, temporaryFolder } from './sluice.ts';

/** A folder with these files. */
export function projectOf(files: { readonly [path: string]: string }): string {
  const folder = temporaryFolder('sluice-attack-');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

export async function runPipeline(
  text: string,
  more: { readonly files?: { readonly [path: string]: string }; readonly args?: readonly string[] } & CallOptions = {},
): Promise<Finished & { readonly folder: string; readonly run: RunJson }> {
  const folder = projectOf({ 'p.yaml': `version: 1\n${text}`, 'sluice.config.yaml': 'version: 1\n', ...more.files });
  const finished = await sluice(['run', 'p.yaml', '--json', ...(more.args ?? [])], { cwd: folder, ...more });
  return { ...finished, folder, run: finished.stdout === '' ? noRun : JSON.parse(finished.stdout) };
}

export interface RunJson {
  readonly status: string;
  readonly outputs: Record<string, unknown>;
  readonly error?: { readonly type: string; readonly detail: string; readonly code?: string };
}

const noRun: RunJson = { status: 'none', outputs: {} };
