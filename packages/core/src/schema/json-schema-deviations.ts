const dynamic = '`$dynamicRef` in what ajv supports of it';
const emptyEnum = 'ajv takes no empty enum, and validate refuses one';
const formats = 'formats are checked here; the draft leaves that to the implementation';
const pattern = 'RE2 knows `\\p{L}` and not the long name `\\p{Letter}`; a file that has it is told so';
const prototype = 'ajv reads `__proto__` in a schema as its prototype';
const inner = '`$id` inside a schema changes what relative references mean; ajv resolves them otherwise';
const remote = 'schemas are complete in themselves: nothing is ever loaded';
const unevaluated = 'what `contains` and an `if` alone evaluate is not seen by ajv';
const vocabulary = 'no vocabularies: a schema has all keywords';

/** Required tests of the JSON Schema Test Suite, draft 2020-12, that our validator answers otherwise: by group, how many and why. */
export const deviations: Readonly<Record<string, { readonly tests: number; readonly why: string }>> = {
  'dynamicRef / A $dynamicRef to a $dynamicAnchor in the same schema resource behaves like a normal $ref to an $anchor':
    { tests: 1, why: dynamic },
  'dynamicRef / A $dynamicRef to an $anchor in the same schema resource behaves like a normal $ref to an $anchor': {
    tests: 1,
    why: dynamic,
  },
  'dynamicRef / A $dynamicRef resolves to the first $dynamicAnchor still in scope that is encountered when the schema is evaluated':
    { tests: 1, why: dynamic },
  'dynamicRef / A $dynamicRef without anchor in fragment behaves identical to $ref': { tests: 1, why: dynamic },
  "dynamicRef / A $dynamicRef with intermediate scopes that don't include a matching $dynamicAnchor does not affect dynamic scope resolution":
    { tests: 1, why: dynamic },
  'dynamicRef / An $anchor with the same name as a $dynamicAnchor is not used for dynamic scope resolution': {
    tests: 1,
    why: dynamic,
  },
  'dynamicRef / A $dynamicRef without a matching $dynamicAnchor in the same schema resource behaves like a normal $ref to $anchor':
    { tests: 1, why: dynamic },
  'dynamicRef / A $dynamicRef with a non-matching $dynamicAnchor in the same schema resource behaves like a normal $ref to $anchor':
    { tests: 1, why: dynamic },
  'dynamicRef / A $dynamicRef that initially resolves to a schema with a matching $dynamicAnchor resolves to the first $dynamicAnchor in the dynamic scope':
    { tests: 2, why: dynamic },
  'dynamicRef / A $dynamicRef that initially resolves to a schema without a matching $dynamicAnchor behaves like a normal $ref to $anchor':
    { tests: 1, why: dynamic },
  'dynamicRef / multiple dynamic paths to the $dynamicRef keyword': { tests: 2, why: dynamic },
  'dynamicRef / after leaving a dynamic scope, it is not used by a $dynamicRef': { tests: 3, why: dynamic },
  'dynamicRef / strict-tree schema, guards against misspelled properties': { tests: 2, why: dynamic },
  'dynamicRef / tests for implementation dynamic anchor and reference link': { tests: 3, why: dynamic },
  'dynamicRef / $ref and $dynamicAnchor are independent of order - $defs first': { tests: 3, why: dynamic },
  'dynamicRef / $ref and $dynamicAnchor are independent of order - $ref first': { tests: 3, why: dynamic },
  'dynamicRef / $ref to $dynamicRef finds detached $dynamicAnchor': { tests: 2, why: dynamic },
  'dynamicRef / $dynamicRef points to a boolean schema': { tests: 1, why: dynamic },
  'dynamicRef / $dynamicRef skips over intermediate resources - direct reference': { tests: 1, why: dynamic },
  'dynamicRef / $dynamicRef avoids the root of each schema, but scopes are still registered': {
    tests: 2,
    why: dynamic,
  },
  'enum / empty enum': { tests: 6, why: emptyEnum },
  'format / email format': { tests: 1, why: formats },
  'format / regex format': { tests: 1, why: formats },
  'format / ipv4 format': { tests: 1, why: formats },
  'format / ipv6 format': { tests: 1, why: formats },
  'format / hostname format': { tests: 1, why: formats },
  'format / date format': { tests: 1, why: formats },
  'format / date-time format': { tests: 1, why: formats },
  'format / time format': { tests: 1, why: formats },
  'format / json-pointer format': { tests: 1, why: formats },
  'format / relative-json-pointer format': { tests: 1, why: formats },
  'format / uri format': { tests: 1, why: formats },
  'format / uri-reference format': { tests: 1, why: formats },
  'format / uri-template format': { tests: 1, why: formats },
  'format / uuid format': { tests: 1, why: formats },
  'format / duration format': { tests: 1, why: formats },
  'pattern / pattern with Unicode property escape requires unicode mode': { tests: 3, why: pattern },
  'patternProperties / patternProperties with Unicode property escape': { tests: 2, why: pattern },
  'properties / properties whose names are Javascript object property names': { tests: 1, why: prototype },
  'ref / refs with relative uris and defs': { tests: 3, why: inner },
  'ref / relative refs with absolute uris and defs': { tests: 3, why: inner },
  'ref / URN ref with nested pointer ref': { tests: 2, why: inner },
  'refRemote / remote ref': { tests: 2, why: remote },
  'refRemote / fragment within remote ref': { tests: 2, why: remote },
  'refRemote / anchor within remote ref': { tests: 2, why: remote },
  'refRemote / ref within remote ref': { tests: 2, why: remote },
  'refRemote / base URI change': { tests: 2, why: remote },
  'refRemote / base URI change - change folder': { tests: 2, why: remote },
  'refRemote / base URI change - change folder in subschema': { tests: 2, why: remote },
  'refRemote / root ref in remote ref': { tests: 3, why: remote },
  'refRemote / remote ref with ref to defs': { tests: 2, why: remote },
  'refRemote / Location-independent identifier in remote ref': { tests: 2, why: remote },
  'refRemote / retrieved nested refs resolve relative to their URI not $id': { tests: 2, why: remote },
  'refRemote / remote HTTP ref with different $id': { tests: 2, why: remote },
  'refRemote / remote HTTP ref with different URN $id': { tests: 2, why: remote },
  'refRemote / remote HTTP ref with nested absolute ref': { tests: 2, why: remote },
  'refRemote / $ref to $ref finds detached $anchor': { tests: 2, why: remote },
  'unevaluatedItems / unevaluatedItems with nested items': { tests: 2, why: unevaluated },
  'unevaluatedItems / unevaluatedItems with $dynamicRef': { tests: 2, why: dynamic },
  'unevaluatedItems / unevaluatedItems depends on adjacent contains': { tests: 1, why: unevaluated },
  'unevaluatedItems / unevaluatedItems depends on multiple nested contains': { tests: 1, why: unevaluated },
  'unevaluatedItems / unevaluatedItems and contains interact to control item dependency relationship': {
    tests: 4,
    why: unevaluated,
  },
  'unevaluatedItems / unevaluatedItems with minContains = 0': { tests: 1, why: unevaluated },
  'unevaluatedItems / unevaluatedItems can see annotations from if without then and else': {
    tests: 1,
    why: unevaluated,
  },
  'unevaluatedProperties / unevaluatedProperties with if/then/else, then not defined': { tests: 2, why: unevaluated },
  'unevaluatedProperties / unevaluatedProperties with $dynamicRef': { tests: 2, why: dynamic },
  'unevaluatedProperties / unevaluatedProperties can see annotations from if without then and else': {
    tests: 1,
    why: unevaluated,
  },
  'vocabulary / schema that uses custom metaschema with with no validation vocabulary': { tests: 1, why: vocabulary },
};
