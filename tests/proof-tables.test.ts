import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { readPage } from './support/doc-page.ts';
import { repository } from './support/sluice.ts';

/** Pages whose tables name the test of each claim. */
test.each(['docs/semantics.md', 'docs/security.md'])('every row of %s names tests that are there', (page) => {
  const rows = readPage(page)
    .split('\n')
    .filter((line) => /^\| .*(?:test\.ts|cases\/)/u.test(line));
  expect(rows.length).toBeGreaterThan(10);
  const missing = rows.flatMap((row) => {
    let folder = '';
    return [...row.matchAll(/`([\w./-]+\.(?:test\.ts|yaml))`/gu)].flatMap(([, path = '']) => {
      // "`x.test.ts` beside it": in the folder of the one before.
      const file = path.includes('/') ? path : join(folder, path);
      folder = dirname(file);
      return existsSync(join(repository, file)) ? [] : [file];
    });
  });
  expect(missing).toEqual([]);
});
