import type { CelFunction } from './function.ts';

/** How a function is written, such as `text.split(separator)` or `math.max(numbers)`. */
export function signatureOf({ name, style, parameters }: CelFunction): string {
  const names = parameters.map((parameter) => `${parameter.name}${parameter.optional === true ? '?' : ''}`);
  const [first = '', ...others] = names;
  if (style === 'method') return `${first}.${name}(${others.join(', ')})`;
  return `${name}(${names.join(', ')})`;
}
