import type { TemplateHelper } from './helper.ts';

/** How a helper is written, such as `{{truncate text length}}` or `{{#each list}}...{{/each}}`. */
export function helperSignature({ name, block, parameters, options = [] }: TemplateHelper): string {
  const words = parameters.map((parameter) => {
    const word = parameter.rest === true ? `${parameter.name}...` : parameter.name;
    return parameter.optional === true ? `[${word}]` : word;
  });
  const inside = [name, ...words, ...options.map((option) => `[${option}=]`)].join(' ');
  return block ? `{{#${inside}}}...{{/${name}}}` : `{{${inside}}}`;
}
