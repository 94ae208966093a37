import type { Diagnostic, JsonObject, LocatedJson, Span } from '@sluice/core';
import type { ConditionKind } from '../gates/comparison-of.ts';
import { comparisonOf } from '../gates/comparison-of.ts';
import type { GateCondition } from '../gates/gate-condition.ts';
import { builtinMetrics, parseMetric } from '../metrics/metric-name.ts';
import { badBound, badConfidence, selfComparison, unknownMetric, unknownVariant } from './problems.ts';

export interface GateNames {
  readonly scorers: readonly string[];
  readonly variants: readonly string[];
  readonly baseline: string;
  readonly report: (finding: Diagnostic) => void;
}

/** The conditions under `gates:` or `watch:`. */
export function readGates(source: LocatedJson | undefined, names: GateNames): readonly GateCondition[] {
  return (source?.items() ?? []).flatMap((item) => {
    const [entry] = item.entries();
    const condition = entry && readCondition(entry[0] as ConditionKind, entry[1], names);
    return condition === undefined ? [] : [condition];
  });
}

function readCondition(kind: ConditionKind, source: LocatedJson, names: GateNames): GateCondition | undefined {
  const json = source.value as JsonObject;
  const metricText = String(json.metric);
  const metric = parseMetric(metricText, { scorers: names.scorers.map((id) => ({ id, minimum: 0 })) });
  if (metric === undefined) {
    const known = [...names.scorers, ...builtinMetrics];
    names.report(unknownMetric.at(source.at('metric'), { name: metricText, known }));
    return undefined;
  }
  const boundKey = kind === 'better' ? 'by' : kind === 'at_least' || kind === 'at_most' ? 'value' : 'margin';
  const bound = json[boundKey];
  const relative = json.of !== undefined || json.than !== undefined;
  const result = comparisonOf({ kind, bound: bound === undefined ? undefined : String(bound), relative }, metric);
  if (!result.ok) {
    names.report(badBound.at(source.at(boundKey), result));
    return undefined;
  }
  const compared = 'of' in result.comparison ? result.comparison.of === 'baseline' : true;
  const other = compared ? readBaseline(source, json, names) : undefined;
  const confidence = readConfidence(source, json, names.report);
  const variant = readVariant(source, json, names);
  if (compared && (other === undefined || !hasCandidate(other, variant, names))) {
    if (other !== undefined) names.report(selfComparison.at(source.at(), { name: other }));
    return undefined;
  }
  return {
    text: `${conditionText({ kind, metricText, bound: bound === undefined ? '' : String(bound), other, relative })}${sliceText(json)}`,
    metric,
    metricText,
    comparison: result.comparison,
    baseline: other,
    variant,
    confidence,
    safety: json.safety === true,
    on: Array.isArray(json.on) ? json.on.map(String) : [],
    at: placeOf(source),
  };
}

function placeOf(source: LocatedJson): Span {
  return source.at();
}

function readBaseline(source: LocatedJson, json: JsonObject, names: GateNames): string | undefined {
  const key = json.of === undefined ? 'than' : 'of';
  const name = json[key];
  if (name === undefined) return names.baseline;
  if (names.variants.includes(String(name))) return String(name);
  names.report(unknownVariant.at(source.at(key), { name: String(name), known: names.variants }));
  return undefined;
}

function readVariant(source: LocatedJson, json: JsonObject, names: GateNames): string | undefined {
  if (json.variant === undefined) return undefined;
  const name = String(json.variant);
  if (!names.variants.includes(name)) {
    names.report(unknownVariant.at(source.at('variant'), { name, known: names.variants }));
  }
  return name;
}

function hasCandidate(baseline: string, variant: string | undefined, names: GateNames): boolean {
  return variant === undefined ? names.variants.some((name) => name !== baseline) : variant !== baseline;
}

function readConfidence(source: LocatedJson, json: JsonObject, report: GateNames['report']): number {
  if (json.confidence === undefined) return 0.95;
  const text = String(json.confidence);
  const share = Number.parseFloat(text) / 100;
  if (!(share >= 0.5 && share < 1)) report(badConfidence.at(source.at('confidence'), { text }));
  return share;
}

function sliceText({ on }: JsonObject): string {
  return Array.isArray(on) ? ` on ${on.join(', ')}` : '';
}

interface Words {
  readonly kind: ConditionKind;
  readonly metricText: string;
  readonly bound: string;
  readonly other: string | undefined;
  readonly relative: boolean;
}

function conditionText({ kind, metricText, bound, other }: Words): string {
  switch (kind) {
    case 'not_worse':
      return `not_worse ${metricText} than ${other ?? ''} by ${bound}`;
    case 'better':
      return `better ${metricText} than ${other ?? ''}${bound === '' ? '' : ` by ${bound}`}`;
    case 'within':
      return `within ${bound} of ${other ?? ''} ${metricText}`;
    default:
      return `${kind} ${metricText} ${bound}${other === undefined ? '' : ` of ${other}`}`;
  }
}
