import type { Range } from './node.ts';

/** Why an evaluation stopped. Its message names types and names, never values. */
export class CelError extends Error {
  override readonly name = 'CelError';
  /** The library's code, or one of ours: `too_much_work`, `too_large`, `no_json`, `bad_argument`, `failed`. */
  readonly code: string;
  readonly at: Range | undefined;

  constructor(code: string, message: string, options: { at?: Range | undefined; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.at = options.at;
  }
}
