/** Whether two LaTeX answers are the same by the rules of the MATH benchmark (Hendrycks et al. 2021, `is_equiv`). */
export function mathEquivalent(first: string, second: string): boolean {
  const [left, right] = [mathNormal(first), mathNormal(second)];
  // What cannot be read is compared as it is.
  return left === undefined || right === undefined ? first === second : left === right;
}

/** The normal form; `undefined` for a text that the rules cannot read, such as `\frac` at its end. */
export function mathNormal(text: string): string | undefined {
  const plain = withoutUnit(
    text
      .replaceAll('\n', '')
      .replaceAll('\\!', '')
      .replaceAll('\\\\', '\\')
      .replaceAll('tfrac', 'frac')
      .replaceAll('dfrac', 'frac')
      .replaceAll('\\left', '')
      .replaceAll('\\right', '')
      .replaceAll('^{\\circ}', '')
      .replaceAll('^\\circ', '')
      .replaceAll('\\$', ''),
  );
  if (plain === undefined) return undefined;
  const numbers = plain.replaceAll('\\%', '').replaceAll(' .', ' 0.').replaceAll('{.', '{0.');
  if (numbers === '') return '';
  const roots = bracedRoots(rightSide(numbers.startsWith('.') ? `0${numbers}` : numbers));
  const fractions = roots === undefined ? undefined : bracedFractions(roots.replaceAll(' ', ''));
  if (fractions === undefined) return undefined;
  return slashFraction(fractions === '0.5' ? '\\frac{1}{2}' : fractions);
}

/** Units stand in a `\text{ ...}` at the end. */
function withoutUnit(text: string): string | undefined {
  const parts = text.split('\\text{ ');
  return parts.length > 2 ? undefined : parts[0];
}

/** `x = 5` answers with 5. */
function rightSide(text: string): string {
  const [name = '', value, ...others] = text.split('=');
  return value !== undefined && others.length === 0 && name.length <= 2 ? value : text;
}

function bracedRoots(text: string): string | undefined {
  const [head = '', ...roots] = text.split('\\sqrt');
  if (roots.includes('')) return undefined;
  return roots.reduce(
    (sum, root) => `${sum}\\sqrt${root.startsWith('{') ? root : `{${root.slice(0, 1)}}${root.slice(1)}`}`,
    head,
  );
}

function bracedFractions(text: string): string | undefined {
  const [head = '', ...fractions] = text.split('\\frac');
  if (fractions.includes('')) return undefined;
  if (fractions.some((fraction) => !fraction.startsWith('{') && fraction.length < 2)) return text;
  return fractions.reduce((sum, fraction) => `${sum}\\frac${braced(fraction)}`, head);
}

function braced(fraction: string): string {
  if (fraction.startsWith('{')) return fraction;
  const [above, below, rest] = [fraction.slice(0, 1), fraction.slice(1, 2), fraction.slice(2)];
  return below === '{' ? `{${above}}${below}${rest}` : `{${above}}{${below}}${rest}`;
}

function slashFraction(text: string): string {
  const match = /^(0|-?[1-9]\d*)\/(0|-?[1-9]\d*)$/u.exec(text);
  return match ? `\\frac{${match[1]}}{${match[2]}}` : text;
}
