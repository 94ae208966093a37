import type { Json } from '../json.ts';
import type { ModelParams } from '../model/model.ts';
import { readParams } from '../steps/prompt/read-params.ts';

/** Parameters in the file's words (snake case, checked against their schema) as the ports of models know them. */
export function toModelParams(json: Json | undefined): ModelParams {
  return readParams(json);
}
