import type { Span } from '../../errors/span.ts';
import type { Range } from '../cel/node.ts';
import type { LocatedText } from '../located-text.ts';
import type { Reference } from '../reference.ts';
import type { Program } from './ast.ts';
import type { Offsets } from './offsets.ts';

/** A place of a template that can fail when it is rendered. */
export interface TemplatePlace {
  readonly source: string;
  readonly at: Span;
}

/** What is gathered while one template and its partials are checked. */
export interface TemplateFindings {
  readonly references: Reference[];
  readonly places: TemplatePlace[];
  /** Rewritten programs of partials, one for each place that includes one. */
  readonly partials: Map<string, Program>;
}

/** One text of a template: its own, or a partial's. */
export interface TemplateText {
  readonly text: LocatedText;
  readonly offsets: Offsets;
  readonly findings: TemplateFindings;
  /** Names of the partials that lead here. */
  readonly inside: readonly string[];
}

/** Remembers a place and gives its number. */
export function placeOf(text: TemplateText, range: Range): number {
  const { places } = text.findings;
  places.push({ source: text.text.text.slice(range.start, range.end), at: text.text.span(range.start, range.end) });
  return places.length - 1;
}
