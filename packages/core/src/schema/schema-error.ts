/** One error of a value by its schema, in ajv's form. */
export interface SchemaError {
  readonly keyword: string;
  /** JSON pointer into the value. */
  readonly instancePath: string;
  /** Path of the keyword in the schema. */
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
  /** The schema that the keyword stands in. */
  readonly parentSchema?: unknown;
}
