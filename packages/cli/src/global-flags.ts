/** Flags that every command takes. */
export interface GlobalFlags {
  readonly config?: string;
  readonly store?: string;
  readonly envFile?: string;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  /** `--no-input` makes it false. */
  readonly ask: boolean;
  readonly json?: boolean;
}
