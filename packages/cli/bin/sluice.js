#!/usr/bin/env node
// Plain JavaScript that every Node can parse: it must be able to say that this Node is too old.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `error cli/node-too-old: sluice needs Node 24 or newer, this is ${process.versions.node}\n` +
      '  hint: inside the repository use ./node_modules/.bin/sluice, which brings its own Node\n',
  );
  process.exit(2);
}
const [{ enableCompileCache }, { fileURLToPath }] = await Promise.all([import('node:module'), import('node:url')]);
// Beside the program, not in a temporary folder that others share; where that cannot be written, nothing is kept.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)));
await import('../dist/main.js');
