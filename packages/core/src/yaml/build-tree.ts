import { isAlias, isMap, isScalar, isSeq, type Node, type ParsedNode, type Scalar, type YAMLMap } from 'yaml';
import type { Diagnostic } from '../errors/diagnostic.ts';
import type { Span } from '../errors/span.ts';
import type { Json, JsonObject } from '../json.ts';
import type { LocatedJson } from './located-json.ts';
import type { ScalarStyle } from './offset-map.ts';
import * as problems from './problems.ts';
import { quoteHint } from './quote-hint.ts';
import { type MapEntry, type Range, TreeNode, type TreeSource } from './tree-node.ts';

export interface BuiltTree {
  readonly root: LocatedJson;
  readonly diagnostics: readonly Diagnostic[];
}

/** Turns the parser's nodes into located JSON and reports what YAML allows and this language does not. */
export function buildTree(contents: ParsedNode | null, source: TreeSource): BuiltTree {
  const builder = new TreeBuilder(source);
  const start: Range = [0, Math.min(1, source.text.length)];
  const root = contents === null ? builder.nothing(start) : builder.node(contents);
  return { root, diagnostics: builder.diagnostics };
}

const deepest = 200;

/** A tag of the core schema may stand where it says what the value is anyway. */
function fitsTag(node: Node, tag: string): boolean {
  const value = isScalar(node) ? node.value : undefined;
  switch (tag) {
    case 'tag:yaml.org,2002:map':
      return isMap(node);
    case 'tag:yaml.org,2002:seq':
      return isSeq(node);
    case 'tag:yaml.org,2002:str':
      return typeof value === 'string';
    case 'tag:yaml.org,2002:int':
    case 'tag:yaml.org,2002:float':
      return typeof value === 'number';
    case 'tag:yaml.org,2002:bool':
      return typeof value === 'boolean';
    default:
      return tag === 'tag:yaml.org,2002:null' && value === null;
  }
}

class TreeBuilder {
  readonly diagnostics: Diagnostic[] = [];
  private readonly source: TreeSource;
  private depth = 0;

  constructor(source: TreeSource) {
    this.source = source;
  }

  nothing(range: Range): TreeNode {
    return new TreeNode({ value: null, range }, this.source);
  }

  node(node: Node): TreeNode {
    const range = rangeOf(node);
    if (this.depth >= deepest) {
      this.diagnostics.push(problems.tooDeep.at(this.span(range), { limit: deepest }));
      return this.nothing(range);
    }
    if (isAlias(node)) {
      this.diagnostics.push(problems.anchorUsed.at(this.span(range), { kind: 'alias', name: node.source }));
      return this.nothing(range);
    }
    this.checkProperties(node, range);
    this.depth++;
    const built = isMap(node)
      ? this.map(node, range)
      : isSeq(node)
        ? this.list(node.items, range)
        : this.scalar(node, range);
    this.depth--;
    return built;
  }

  private checkProperties(node: Node, range: Range): void {
    const { anchor, tag } = node as { anchor?: string; tag?: string };
    if (anchor !== undefined) {
      const at = this.before(range, `&${anchor}`);
      this.diagnostics.push(problems.anchorUsed.at(at, { kind: 'anchor', name: anchor }));
    }
    if (tag !== undefined && !fitsTag(node, tag)) {
      const short = tag.replace(/^tag:yaml\.org,2002:/, '!!');
      this.diagnostics.push(problems.customTag.at(this.before(range, short), { tag: short }));
    }
  }

  private list(items: readonly unknown[], range: Range): TreeNode {
    const nodes = items.map((item) => this.node(item as Node));
    return new TreeNode({ value: nodes.map((item) => item.value), range }, this.source, { items: nodes });
  }

  private map(map: YAMLMap, range: Range): TreeNode {
    const entries = new Map<string, MapEntry>();
    for (const pair of map.items) {
      const entry = this.entry(pair as { key: Node; value: Node | null });
      if (entry !== undefined && this.isNew(entry, entries)) entries.set(entry.key, entry);
    }
    const value: JsonObject = Object.fromEntries([...entries].map(([key, entry]) => [key, entry.node.value]));
    return new TreeNode({ value, range }, this.source, { entries });
  }

  private entry(pair: { readonly key: Node; readonly value: Node | null }): MapEntry | undefined {
    const keyRange = rangeOf(pair.key);
    if (!isScalar(pair.key)) {
      const hint = quoteHint(this.source.text, keyRange[0]);
      this.diagnostics.push(problems.keyNotText.at(this.span(keyRange), hint === undefined ? {} : { hint }));
      return undefined;
    }
    this.checkProperties(pair.key, keyRange);
    const key = pair.key.source ?? String(pair.key.value);
    if (key === '<<') this.diagnostics.push(problems.mergeKey.at(this.span(keyRange), {}));
    else if (key === '__proto__') this.diagnostics.push(problems.reservedKey.at(this.span(keyRange), { key }));
    else {
      const node = pair.value === null ? this.nothing(keyRange) : this.node(pair.value);
      return { key, keyRange, node };
    }
    return undefined;
  }

  private isNew(entry: MapEntry, entries: ReadonlyMap<string, MapEntry>): boolean {
    const first = entries.get(entry.key);
    if (first === undefined) return true;
    const line = this.span(first.keyRange).start.line;
    this.diagnostics.push(problems.duplicateKey.at(this.span(entry.keyRange), { key: entry.key, line }));
    return false;
  }

  private scalar(node: Node, range: Range): TreeNode {
    const { value, source = '', type } = node as Scalar;
    if (typeof value === 'string') {
      const scalar = contentOf(this.source.text, range, type);
      return new TreeNode({ value, range }, this.source, { scalar });
    }
    if (typeof value === 'number') this.checkNumber(value, source, range);
    return new TreeNode(
      { value: typeof value === 'number' && !Number.isFinite(value) ? null : (value as Json), range },
      this.source,
    );
  }

  private checkNumber(value: number, text: string, range: Range): void {
    if (!Number.isFinite(value)) this.diagnostics.push(problems.notJsonNumber.at(this.span(range), { text }));
    else if (/^[-+]?(\d+|0o[0-7]+|0x[\da-fA-F]+)$/.test(text) && !Number.isSafeInteger(value)) {
      this.diagnostics.push(problems.unsafeInteger.at(this.span(range), { text }));
    }
  }

  private before(range: Range, text: string): Span {
    const start = this.source.text.lastIndexOf(text, range[0]);
    return this.span(start === -1 ? range : [start, start + text.length]);
  }

  private span(range: Range): Span {
    return this.source.lines.span(...range);
  }
}

function rangeOf(node: Node): Range {
  const range = node.range ?? [0, 0, 0];
  return [range[0], range[1]];
}

/** The characters that become the value: without quotes or the header of a block. */
function contentOf(text: string, range: Range, type: Scalar['type']): { range: Range; style: ScalarStyle } {
  switch (type) {
    case 'QUOTE_DOUBLE':
      return { range: [range[0] + 1, range[1] - 1], style: 'double' };
    case 'QUOTE_SINGLE':
      return { range: [range[0] + 1, range[1] - 1], style: 'single' };
    case 'BLOCK_FOLDED':
    case 'BLOCK_LITERAL': {
      const line = text.indexOf('\n', range[0]);
      return { range: [line === -1 ? range[1] : line + 1, range[1]], style: 'block' };
    }
    default:
      return { range, style: 'plain' };
  }
}
