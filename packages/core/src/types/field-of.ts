import type { JsonSchema } from '../json.ts';
import { unionOf } from './union-of.ts';
import type { ObjectVariant } from './variant.ts';
import { variantsOf } from './variants-of.ts';

export type FieldLookup =
  | { readonly found: 'unknown' }
  | {
      readonly found: 'field';
      readonly type: JsonSchema;
      /** The field may be missing. */
      readonly optional: boolean;
      /** The object may be `null`. */
      readonly onNull: boolean;
    }
  | { readonly found: 'missing'; readonly known: readonly string[] }
  | { readonly found: 'no-object' };

/** What a property of a value is known to be. Prototype keys are properties like any other. */
export function fieldOf(type: JsonSchema, name: string): FieldLookup {
  const variants = variantsOf(type);
  if (variants === undefined) return { found: 'unknown' };
  const objects = variants.filter((variant) => variant.type === 'object');
  if (objects.length === 0) return { found: 'no-object' };
  const types = objects.map((object) => propertyOf(object, name));
  const present = types.filter((found) => found !== undefined);
  if (present.length === 0) return { found: 'missing', known: knownFields(objects) };
  return {
    found: 'field',
    type: unionOf(present),
    optional: objects.some((object, index) => types[index] === undefined || isOptional(object, name)),
    onNull: variants.some((variant) => variant.type === 'null'),
  };
}

/** The fields that an object type names. */
export function fieldNames(type: JsonSchema): readonly string[] {
  return knownFields(variantsOf(type)?.filter((variant) => variant.type === 'object') ?? []);
}

function propertyOf(object: ObjectVariant, name: string): JsonSchema | undefined {
  const declared = object.properties.get(name);
  if (declared !== undefined) return declared === false ? undefined : declared;
  return object.open && object.additional !== false ? object.additional : undefined;
}

// `additionalProperties: true` says that nothing is known; a schema there describes a dictionary, whose keys may be missing.
function isOptional(object: ObjectVariant, name: string): boolean {
  return !object.required.has(name) && (object.properties.has(name) || object.additional !== true);
}

function knownFields(objects: readonly ObjectVariant[]): readonly string[] {
  return [...new Set(objects.flatMap((object) => [...object.properties.keys()]))];
}
