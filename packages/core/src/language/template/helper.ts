import type { JsonSchema } from '../../json.ts';

type HelperParameterType = 'any' | 'string' | 'number' | 'list';

export interface HelperParameter {
  readonly name: string;
  readonly type: HelperParameterType;
  /** The value may be missing or `null`. */
  readonly mayBeMissing?: boolean;
  readonly optional?: boolean;
  /** Any number of further ones. */
  readonly rest?: boolean;
}

/** One helper of the language. */
export interface TemplateHelper {
  readonly name: string;
  readonly block: boolean;
  readonly parameters: readonly HelperParameter[];
  /** Named arguments, `indent=2`. */
  readonly options?: readonly string[];
  readonly result: JsonSchema;
  readonly summary: string;
  /** A template and what it gives for `exampleData` of the reference. */
  readonly example: readonly [template: string, result: string];
}
