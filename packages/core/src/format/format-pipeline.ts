import type { Parsed } from '../errors/diagnostic.ts';
import type { SourceText } from '../errors/span.ts';
import { formatYaml } from './format-yaml.ts';
import { pipelineKeyOrder } from './key-order.ts';

/** A pipeline file in the house's form; see `formatYaml`. */
export function formatPipeline(source: SourceText): Parsed<string> {
  return formatYaml(source, pipelineKeyOrder);
}
