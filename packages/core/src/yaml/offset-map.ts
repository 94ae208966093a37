/** How a scalar was written: decides how its source becomes its value. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'block';

export interface ScalarSource {
  /** The whole file. */
  readonly text: string;
  /** The scalar's content: without quotes, or from the line below a block's header. */
  readonly range: readonly [start: number, end: number];
  readonly style: ScalarStyle;
  readonly value: string;
}

/**
 * For each UTF-16 unit of a scalar's value, the offset in the file that it came from; one more entry for the end.
 * Folding and indentation only ever add or drop white space, so everything else aligns one to one.
 */
export function offsetMap(source: ScalarSource): Uint32Array {
  const { text, style, value } = source;
  const [start, end] = source.range;
  const map = new Uint32Array(value.length + 1);
  let at = start;
  let unit = 0;
  while (unit < value.length && at < end) {
    const escaped = style === 'double' && text[at] === '\\' ? readEscape(text, at) : undefined;
    if (escaped !== undefined) {
      map.fill(at, unit, unit + escaped.units);
      unit += escaped.units;
      at += escaped.length;
    } else if (text[at] === value[unit]) {
      map[unit++] = at;
      at += style === 'single' && text[at] === "'" ? 2 : 1;
    } else if (isSpace(value[unit]) && !isSpace(text[at])) {
      map[unit++] = at;
    } else {
      if (isSpace(value[unit])) map[unit++] = at;
      at++;
    }
  }
  map.fill(Math.min(at, end), unit);
  return map;
}

function isSpace(unit: string | undefined): boolean {
  return unit === ' ' || unit === '\n' || unit === '\t' || unit === '\r';
}

/** Length in the source and units in the value of the escape at `at`. */
function readEscape(text: string, at: number): { length: number; units: number } {
  switch (text[at + 1]) {
    case 'x':
      return { length: 4, units: 1 };
    case 'u':
      return { length: 6, units: 1 };
    case 'U':
      return { length: 10, units: Number.parseInt(text.slice(at + 2, at + 10), 16) > 0xffff ? 2 : 1 };
    case '\r':
    case '\n': {
      let next = at + 1;
      while (isSpace(text[next])) next++;
      return { length: next - at, units: 0 };
    }
    default:
      return { length: 2, units: 1 };
  }
}
