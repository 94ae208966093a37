import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { ModuleHost, ModuleProblem, ModuleRef } from '@sluice/core';
import { parseFrozenJson } from '../json/freeze-json.ts';
import { insideRoot } from '../path/inside-root.ts';
import { failureOfProblem, nameOf } from './module-failure.ts';
import { ModulePool } from './module-pool.ts';
import { contentHash, declaresExport, exportedNames } from './module-source.ts';

export interface ModuleHostOptions {
  /** Absolute path of the project: a module outside of it is refused. */
  readonly root: string;
  /** Of one call, loading included. Default: 30,000. */
  readonly timeoutMs?: number;
  /** Of one thread's JavaScript heap. Default: 256. */
  readonly memoryMb?: number;
  /** Default: one for each core, at least two and at most four. */
  readonly threads?: number;
}

/**
 * Runs functions of the project's modules in threads, with limits of time and memory. A function gets its input
 * frozen, and `{ signal }`; what it gives back passes as JSON. It has no environment, and what it prints is dropped.
 * A call may be made a second time, when another one in its thread had to be stopped.
 */
export function moduleHost(options: ModuleHostOptions): ModuleHost {
  const { root, timeoutMs = 30_000, memoryMb = 256 } = options;
  const threads = options.threads ?? Math.min(4, Math.max(2, availableParallelism()));
  const pool = new ModulePool({ root, timeoutMs, memoryMb, threads });
  const hashes = new Map<string, string>();
  const labels = new Map<string, string>();
  return {
    problem: (module) => problemOf(module, root),
    hash({ file }) {
      const hash = hashes.get(file) ?? contentHash(file);
      hashes.set(file, hash);
      return hash;
    },
    async call(module, input, { signal }) {
      const { file, name } = module;
      const key = `${name}\n${file}`;
      const label = labels.get(key) ?? checkedLabel(module, root);
      labels.set(key, label);
      return parseFrozenJson(await pool.run({ file, name, label, input: JSON.stringify(input) }, signal));
    },
    close: () => pool.close(),
  };
}

function checkedLabel(module: ModuleRef, root: string): string {
  const label = nameOf(module, root);
  const problem = problemOf(module, root);
  if (problem !== undefined) throw failureOfProblem(label, problem);
  return label;
}

function problemOf({ file, name }: ModuleRef, root: string): ModuleProblem | undefined {
  const real = insideRoot(root, file);
  if (real === undefined) return { kind: 'outside-root' };
  const text = textOf(real);
  if (text === undefined) return { kind: 'no-file' };
  if (declaresExport(text, name)) return undefined;
  const exports = exportedNames(real);
  return exports === undefined || exports.includes(name) ? undefined : { kind: 'no-export', exports };
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
