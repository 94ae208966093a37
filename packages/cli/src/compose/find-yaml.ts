import { existsSync, statSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UsageError } from '@sluice/core';

/** Absolute paths of YAML files: those named, and below the folders named those that are wanted; sorted. */
export async function findYaml(
  paths: readonly string[],
  wanted: (file: string) => boolean,
): Promise<readonly string[]> {
  const files = new Set<string>();
  for (const path of paths) {
    if (!existsSync(path)) throw new UsageError('cli/no-file', `there is no ${path}`);
    if (!statSync(path).isDirectory()) files.add(resolve(path));
    else for (const file of await yamlBelow(path)) if (wanted(file)) files.add(file);
  }
  return [...files].sort();
}

async function yamlBelow(folder: string): Promise<readonly string[]> {
  const exclude = (name: string): boolean => name === 'node_modules' || (name.startsWith('.') && name !== '.');
  const files: string[] = [];
  for await (const file of glob('**/*.{yaml,yml}', { cwd: folder, exclude })) files.push(resolve(join(folder, file)));
  return files;
}

/** The folders that a project usually has, or the current one. */
export function usualFolders(...names: readonly string[]): readonly string[] {
  const found = names.filter((name) => existsSync(name));
  return found.length > 0 ? found : ['.'];
}
