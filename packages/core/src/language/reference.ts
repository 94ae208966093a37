import type { Span } from '../errors/span.ts';

/** One name path that an expression or a template reads, such as `steps.classify.output.category`. */
export interface Reference {
  readonly root: 'inputs' | 'steps' | 'run' | 'local';
  /** Without the root; list indexes that are not literal end the path. */
  readonly path: readonly string[];
  readonly at: Span;
}
