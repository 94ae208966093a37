import { type CatalogueEntry, catalogue } from './catalogue.ts';

/** `docs/errors.md`: every code with what it means. Generated; `more` are the entries of other packages. */
export function renderErrorReference(more: readonly CatalogueEntry[] = []): string {
  const entries = [...catalogue, ...more].sort((a, b) => (a.code < b.code ? -1 : 1));
  const areas = [...new Set(entries.map((entry) => areaOf(entry)))];
  const parts = areas.flatMap((area) => [
    `## ${area}`,
    ...entries.filter((entry) => areaOf(entry) === area).map(renderEntry),
  ]);
  return `${[...intro, ...parts].join('\n\n')}\n`;
}

const intro: readonly string[] = [
  '# Diagnostics',
  'Generated from the catalogue in the source; do not edit. Codes are stable: one that has been released is never ' +
    'given another meaning. A file with an error is never run; a warning does not stop it.',
];

function renderEntry({ code, severity, explanation }: CatalogueEntry): string {
  return `### ${code}\n\n${severity === 'warning' ? '*Warning.* ' : ''}${explanation}`;
}

function areaOf({ code }: CatalogueEntry): string {
  return code.slice(0, code.indexOf('/'));
}
