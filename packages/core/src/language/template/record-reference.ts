import type { CelNode, Range } from '../cel/node.ts';
import { referencesIn } from '../cel/references-in.ts';
import type { Frame } from './frame.ts';
import type { TemplateText } from './template-checker.ts';

/** Notes what a path reads, unless it starts at a block's own name. */
export function recordReference({ node, at }: { node: CelNode; at: Range }, frame: Frame, text: TemplateText): void {
  let base = node;
  while (base.kind === 'select' || base.kind === 'index') base = base.of;
  if (base.kind === 'name' && frame.checker.variables.has(base.name)) return;
  const found = referencesIn(node, text.text);
  const span = text.text.span(at.start, at.end);
  text.findings.references.push(...found.map((reference) => ({ ...reference, at: span })));
}
