/** To a module thread. */
export type ModuleRequest =
  | { readonly kind: 'call'; readonly id: number; readonly file: string; readonly name: string; readonly input: string }
  | { readonly kind: 'abandon'; readonly id: number };

/** From a module thread. */
export type ModuleReply =
  | { readonly kind: 'output'; readonly id: number; readonly output: string }
  /** The function waits for something: the thread can take another call. */
  | { readonly kind: 'waiting'; readonly id: number }
  | { readonly kind: 'error'; readonly id: number; readonly error: ModuleError }
  /** The answer to `abandon`: the thread is not blocked. */
  | { readonly kind: 'abandoned'; readonly id: number };

export interface ModuleError {
  readonly code: 'module/threw' | 'module/load-failed' | 'module/no-export' | 'module/not-json';
  readonly message: string;
  /** `file:line:column` of the project's own code, relative to the root. */
  readonly at?: string;
}
