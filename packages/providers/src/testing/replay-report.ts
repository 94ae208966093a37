import type { Recording } from './recording.ts';

export interface JudgedReplay {
  readonly recording: Recording;
  /** Empty: it passes. */
  readonly differences: readonly string[];
}

/** One line per provider and endpoint with its counts, then each recording that does not pass with its reasons. */
export function replayReport(judged: readonly JudgedReplay[]): string {
  const groups = Map.groupBy(judged, ({ recording }) => {
    return `${recording.endpoint} ${recording.provider} ${recording.stream ? 'streamed' : 'plain'}`;
  });
  const counts = [...groups]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, members]) => `  ${name}: ${ratio(members)}`);
  const failed = judged.filter(({ differences }) => differences.length > 0);
  const reasons = failed.flatMap(({ recording, differences }) => [
    `  ${recording.id}`,
    ...differences.map((difference) => `    ${difference}`),
  ]);
  return [
    `${ratio(judged)} recordings pass`,
    ...counts,
    ...(failed.length === 0 ? [] : ['do not pass:', ...reasons]),
  ].join('\n');
}

function ratio(judged: readonly JudgedReplay[]): string {
  return `${judged.filter(({ differences }) => differences.length === 0).length}/${judged.length}`;
}
