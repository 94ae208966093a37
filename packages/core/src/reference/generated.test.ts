import { expect, test } from 'vitest';
import { pipelineJsonSchema } from '../pipeline/pipeline-json-schema.ts';
import { renderPipelineReference } from './render-pipeline-reference.ts';

// `vitest run packages/core/src/reference -u` writes these files anew.

test('docs/pipeline-reference.md is what the schemas say', async () => {
  await expect(renderPipelineReference()).toMatchFileSnapshot('../../../../docs/pipeline-reference.md');
});

test('the published schema is the one that is checked against', async () => {
  const text = `${JSON.stringify(pipelineJsonSchema(), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../../schemas/pipeline.v1.schema.json');
});
