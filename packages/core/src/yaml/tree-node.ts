import type { LineIndex } from '../errors/line-index.ts';
import type { Span } from '../errors/span.ts';
import type { Json } from '../json.ts';
import type { LocatedText } from '../language/located-text.ts';
import type { LocatedJson } from './located-json.ts';
import { offsetMap, type ScalarStyle } from './offset-map.ts';

/** Offsets into the file; the end is exclusive. */
export type Range = readonly [start: number, end: number];

export interface TreeSource {
  readonly text: string;
  readonly lines: LineIndex;
}

export interface MapEntry {
  readonly key: string;
  readonly keyRange: Range;
  readonly node: TreeNode;
}

export interface TreeParts {
  readonly items?: readonly TreeNode[];
  readonly entries?: ReadonlyMap<string, MapEntry>;
  /** Where a string's content stands. */
  readonly scalar?: { readonly range: Range; readonly style: ScalarStyle };
}

type Path = readonly (string | number)[];

/** Located JSON over one parsed YAML file. */
export class TreeNode implements LocatedJson {
  readonly value: Json;
  readonly range: Range;
  private readonly source: TreeSource;
  private readonly parts: TreeParts;
  private map: Uint32Array | undefined;

  constructor(node: { readonly value: Json; readonly range: Range }, source: TreeSource, parts: TreeParts = {}) {
    this.value = node.value;
    this.range = node.range;
    this.source = source;
    this.parts = parts;
  }

  at(...path: Path): Span {
    return this.source.lines.span(...this.nearest(path).range);
  }

  keyAt(...path: Path): Span {
    const parent = this.find(path.slice(0, -1));
    const entry = parent?.parts.entries?.get(String(path.at(-1)));
    return entry === undefined ? this.at(...path) : this.source.lines.span(...entry.keyRange);
  }

  get(...path: Path): LocatedJson | undefined {
    return this.find(path);
  }

  items(): readonly LocatedJson[] {
    return this.parts.items ?? [];
  }

  entries(): readonly (readonly [key: string, value: LocatedJson])[] {
    return [...(this.parts.entries?.values() ?? [])].map((entry) => [entry.key, entry.node] as const);
  }

  text(): LocatedText | undefined {
    const { value } = this;
    if (typeof value !== 'string') return undefined;
    return { text: value, span: (start, end) => this.textSpan(value, start, end) };
  }

  private textSpan(value: string, start: number, end: number): Span {
    const scalar = this.parts.scalar;
    if (scalar === undefined) return this.at();
    this.map ??= offsetMap({ text: this.source.text, range: scalar.range, style: scalar.style, value });
    const from = this.map[clamp(start, value.length)] ?? scalar.range[0];
    if (end <= start) return this.source.lines.span(from, from);
    const last = this.map[clamp(end - 1, value.length)] ?? from;
    const next = this.map[clamp(end, value.length)] ?? last + 1;
    // An escape is several units of source for one of value; a fold is followed by more than the next unit.
    const width = scalar.style === 'double' && this.source.text[last] === '\\' ? next - last : 1;
    return this.source.lines.span(from, last + width);
  }

  private child(key: string | number): TreeNode | undefined {
    return typeof key === 'number' ? this.parts.items?.[key] : this.parts.entries?.get(key)?.node;
  }

  private find(path: Path): TreeNode | undefined {
    let node: TreeNode | undefined = this;
    for (const key of path) node = node?.child(key);
    return node;
  }

  private nearest(path: Path): TreeNode {
    let node: TreeNode = this;
    for (const key of path) {
      const next = node.child(key);
      if (next === undefined) return node;
      node = next;
    }
    return node;
  }
}

function clamp(index: number, length: number): number {
  return Math.min(Math.max(index, 0), length);
}
