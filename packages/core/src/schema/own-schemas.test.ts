import { expect, test } from 'vitest';
import { shallowFileSchema, toolSchema } from '../pipeline/pipeline-schema.ts';
import { builtinStepKinds } from '../steps/builtin.ts';
import { stepValidationSchema } from '../steps/step-schema.ts';
import { builtinToolKinds } from '../tools/builtin.ts';
import { isSimple } from './simple-schema.ts';

test('the schemas of our own files are checked without compiling them', () => {
  expect(isSimple(shallowFileSchema)).toBe(true);
  for (const kind of builtinStepKinds)
    expect([kind.kind, isSimple(stepValidationSchema(kind))]).toEqual([kind.kind, true]);
  for (const kind of builtinToolKinds) {
    expect([kind.kind, isSimple(toolSchema(kind)), isSimple(kind.arguments)]).toEqual([kind.kind, true, true]);
  }
});
