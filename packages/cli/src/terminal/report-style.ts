import type { ReportStyle } from '@sluice/eval';
import type { Terminal } from './terminal.ts';

/** Colours of stdout, its width. */
export function reportStyle({ colours, width }: Terminal): ReportStyle {
  const { bold, dim, green, red, yellow } = colours;
  return { bold, dim, green, red, yellow, width };
}
