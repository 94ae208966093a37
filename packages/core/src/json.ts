/** A JSON value. Values that flow between steps are deeply frozen. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

/** A JSON Schema 2020-12 document. */
export type JsonSchema = boolean | { readonly [keyword: string]: unknown };
