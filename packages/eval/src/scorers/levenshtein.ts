import { integer, object } from '@sluice/core/schema';
import { editDistance } from '../text-similarity/edit-distance.ts';
import { actual } from './computed.ts';
import { compareTexts, nearest, references, shown } from './references.ts';
import { scored, verdict } from './score.ts';
import type { ScorerKind } from './scorer-kind.ts';

export const levenshtein: ScorerKind = {
  name: 'levenshtein',
  summary:
    'Edits (of Unicode code points) to the expected text: 1 - distance / the longer length, or, with `max_distance`, whether so few are enough.',
  config: object('Edit distance.', {
    required: { expected: references },
    optional: { actual, max_distance: integer('1 up to so many edits, else 0.', 0) },
  }),
  range: [0, 1],
  measure: 'auto',
  literals: ['max_distance'],
  score(config, context) {
    const limit = config.max_distance;
    return compareTexts(config, context, (texts) => {
      const { distance, longest } = nearest(texts, measure, (one) =>
        typeof limit === 'number' ? -one.distance : similarity(one),
      );
      if (typeof limit !== 'number')
        return scored(similarity({ distance, longest }), `distance ${distance} of ${longest}`);
      const passed = distance <= limit;
      return verdict(passed, `distance ${distance} is ${passed ? 'at most' : 'above'} ${shown(limit)}`);
    });
  },
};

interface Edits {
  readonly distance: number;
  readonly longest: number;
}

function measure(found: string, reference: string): Edits {
  const longest = Math.max(Array.from(found).length, Array.from(reference).length);
  return { distance: editDistance(found, reference), longest };
}

function similarity({ distance, longest }: Edits): number {
  return longest === 0 ? 1 : 1 - distance / longest;
}
