import type { JsonSchema } from '../../json.ts';
import type { Template } from '../../language/value.ts';

/** A compiled `approval` step. */
export interface ApprovalConfig {
  readonly message: Template;
  readonly timeoutMs?: number;
  readonly onTimeout: 'approve' | 'reject';
  /** What an answer must be; absent: approved or not. */
  readonly schema?: JsonSchema;
}
