import type { Value } from '../../language/value.ts';

/** A compiled `tool` step. */
export interface ToolConfig {
  readonly tool: string;
  readonly method?: string;
  readonly arguments: Value;
}
