import { RE2JS } from 're2js';

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
  const expression = RE2JS.compile(RE2JS.translateRegExp(pattern));
  const linear = { test: (text: string) => expression.matcher(text).find(), toString: () => `/${pattern}/` };
  if (compiled.size >= 1000) compiled.clear();
  compiled.set(pattern, linear);
  return linear;
}

/** In the form that ajv asks for. `code` names the function in stand-alone code, which is never made here. */
export const linearRegExp: { (pattern: string, flags: string): LinearRegExp; code: string } = Object.assign(
  (pattern: string, _flags: string) => compileLinear(pattern),
  { code: 'linearRegExp' },
);
