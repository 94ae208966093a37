/** All the core may know of its host: `fs`, `process`, `fetch` and timers do not compile here. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Time as the run sees it. Tests inject their own. */
export interface Clock {
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number;
  /** Resolves after `ms`; rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal: AbortSignalLike): Promise<void>;
}

/** Read access to the files a pipeline names. Paths are absolute once resolved. */
export interface SourceFiles {
  /** The file's text, or `undefined` where there is no such file. */
  read(path: string): string | undefined;
  /** `relative` as seen from the folder of the file `from`. */
  resolve(from: string, relative: string): string;
  /** Lower-case hex SHA-256 of UTF-8 text. */
  sha256(text: string): string;
}
