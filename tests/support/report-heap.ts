import { writeFileSync } from 'node:fs';
import { memoryUsage } from 'node:process';

/**
 * Loaded into the command line with `--import` and `--expose-gc`: the most that was alive at any time, in bytes,
 * goes to the file that HEAP_FILE names. What is garbage is collected before each look.
 */
let peak = 0;
const look = (): void => {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = memoryUsage();
  peak = Math.max(peak, heapUsed + arrayBuffers);
};
setInterval(look, 200).unref();
process.on('exit', () => {
  const file = process.env['HEAP_FILE'];
  if (file !== undefined) writeFileSync(file, String(peak));
});
