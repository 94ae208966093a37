import type { JsonSchema } from '../json.ts';

/** One JSON type that a schema allows, with what is known of its values. */
export type Variant =
  | { readonly type: 'null' }
  | { readonly type: 'boolean'; readonly values?: readonly boolean[] }
  | { readonly type: 'number'; readonly integer: boolean; readonly values?: readonly number[] }
  | { readonly type: 'string'; readonly values?: readonly string[] }
  | ArrayVariant
  | ObjectVariant;

export interface ArrayVariant {
  readonly type: 'array';
  /** Of every element behind `prefix`; `false` where there are none. */
  readonly items: JsonSchema;
  readonly prefix: readonly JsonSchema[];
}

export interface ObjectVariant {
  readonly type: 'object';
  readonly properties: ReadonlyMap<string, JsonSchema>;
  readonly required: ReadonlySet<string>;
  /** Of properties that are not named; `false` where they are forbidden. */
  readonly additional: JsonSchema;
  /**
   * Whether the schema says that there are more properties than it names.
   * A schema that names properties and is silent about others is read as the whole list.
   */
  readonly open: boolean;
}

export type VariantType = Variant['type'];
