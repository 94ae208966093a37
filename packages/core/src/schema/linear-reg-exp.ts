import { RE2JS } from 're2js';
import { isPlainPattern } from './plain-pattern.ts';

interface LinearRegExp {
  test(text: string): boolean;
  /** What ajv tells patterns apart by. */
  toString(): string;
}

const compiled = new Map<string, LinearRegExp>();

/** A regular expression that runs in linear time, for patterns that meet data which others write. */
function compileLinear(pattern: string): LinearRegExp {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const linear: LinearRegExp = isPlainPattern(pattern) ? new RegExp(pattern, 'u') : viaRe2(pattern);
  if (compiled.size >= 1000) compiled.clear();
  compiled.set(pattern, linear);
  return linear;
}

function viaRe2(pattern: string): LinearRegExp {
  const expression = RE2JS.compile(RE2JS.translateRegExp(pattern));
  return { test: (text) => expression.matcher(text).find(), toString: () => `/${pattern}/` };
}

/** In the form that ajv asks for. `code` names the function in stand-alone code, which is never made here. */
export const linearRegExp: { (pattern: string, flags: string): LinearRegExp; code: string } = Object.assign(
  (pattern: string, _flags: string) => compileLinear(pattern),
  { code: 'linearRegExp' },
);
