import type { ModuleHost } from '@sluice/core';
import { moduleHost } from '@sluice/tools/modules';

/** Checks and hashes modules; starts no thread until one is called. */
export function moduleChecker(root: string): Pick<ModuleHost, 'problem' | 'hash'> {
  return moduleHost({ root });
}
