import type { Value } from '../../language/value.ts';
import type { ModuleRef } from '../../tools/tool-kind.ts';

/** A compiled `transform` step: a module function on `with`, or `set:`. */
export type TransformConfig =
  | { readonly type: 'module'; readonly module: ModuleRef; readonly input: Value | undefined }
  | { readonly type: 'set'; readonly value: Value };
