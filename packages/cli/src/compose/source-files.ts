import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { SourceFiles } from '@sluice/core';

/** Files of this machine. */
export const sourceFiles: SourceFiles = {
  read(path) {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return undefined;
    }
  },
  resolve: (from, relative) => resolve(from === '' ? '.' : dirname(from), relative),
  sha256: (text) => createHash('sha256').update(text).digest('hex'),
};
