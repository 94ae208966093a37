// What `sluice validate` needs, without what runs an evaluation: the whole package takes as long to load as a check.
export { evalSchema } from './eval-schema.ts';
export type { ParsedSuite } from './parse-eval-suite.ts';
export { parseEvalSuite } from './parse-eval-suite.ts';
export type { SuiteOptions } from './suite-context.ts';
