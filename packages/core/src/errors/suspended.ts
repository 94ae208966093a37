/** Not a failure: the run stops here until a person answers. No `on_error` catches it. */
export class SuspendedError extends Error {
  override readonly name = 'SuspendedError';
  /** The step that waits. */
  readonly path: string;

  constructor(path: string) {
    super(`waiting for an answer to ${path}`);
    this.path = path;
  }
}
