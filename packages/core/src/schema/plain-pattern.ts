const atom = String.raw`(?:[^()|*+?{}\\[\]^$]|\\[dwsDWS.\\/\${}]|\[(?:[^\]\\]|\\.)*\])`;
const bounded = String.raw`(?:\?|\{\d{1,2}(?:,\d{1,2})?\})?`;
const group = String.raw`\((?:${atom}${bounded}|\|)*\)\??`;
const piece = `(?:${atom}${bounded}|${group})*`;
const plain = new RegExp(String.raw`^\^${piece}(?:${atom}[*+]${piece})?\$?$`);

const mostQuantifiers = 3;

/**
 * Whether a backtracking engine runs a pattern in linear time too: anchored, no nesting, one unbounded repetition and
 * few others. Such a pattern is known at a glance; compiling it for a linear engine costs more than using it.
 */
export function isPlainPattern(pattern: string): boolean {
  if (pattern.length > 200 || !plain.test(pattern)) return false;
  const outsideClasses = pattern.replace(/\\.|\[(?:[^\]\\]|\\.)*\]/g, 'x');
  return (outsideClasses.match(/[*+?{]/g) ?? []).length <= mostQuantifiers;
}
