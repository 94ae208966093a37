import type { Diagnostic, JsonObject, LocatedJson } from '@sluice/core';
import type { ConditionKind } from '../gates/comparison-of.ts';
import { comparisonOf } from '../gates/comparison-of.ts';
import type { Comparison } from '../gates/decide/index.ts';
import type { GateCondition } from '../gates/gate-condition.ts';
import { builtinMetrics, type MetricName, parseMetric } from '../metrics/metric-name.ts';
import { fieldsOf } from './fields-of.ts';
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
  const json = fieldsOf(source);
  if (typeof json.metric !== 'string') return undefined;
  const confidence = readConfidence(source, json, names.report);
  const variant = readVariant(source, json, names);
  const other = readBaseline(source, json, names);
  const metric = readMetric(source, json.metric, names);
  const comparison = metric && readComparison(kind, source, { metric, report: names.report });
  if (metric === undefined || comparison === undefined) return undefined;
  const compared = 'of' in comparison ? comparison.of === 'baseline' : true;
  if (compared && (other === undefined || !hasCandidate(other, variant, names))) {
    if (other !== undefined) names.report(selfComparison.at(source.at(), { name: other }));
    return undefined;
  }
  const baseline = compared ? other : undefined;
  const bound = String(json[boundKeys[kind]] ?? '');
  const text = conditionText({ kind, metricText: json.metric, bound, other: baseline });
  return {
    text: `${text}${sliceText(json)}`,
    metric,
    metricText: json.metric,
    comparison,
    baseline,
    variant,
    confidence,
    safety: json.safety === true,
    on: sliceOf(json),
    at: source.at(),
  };
}

const boundKeys: { readonly [kind in ConditionKind]: string } = {
  not_worse: 'margin',
  better: 'by',
  within: 'margin',
  at_least: 'value',
  at_most: 'value',
};

function readMetric(source: LocatedJson, name: string, { scorers, report }: GateNames): MetricName | undefined {
  const metric = parseMetric(name, { scorers: scorers.map((id) => ({ id, minimum: 0 })) });
  if (metric === undefined)
    report(unknownMetric.at(source.at('metric'), { name, known: [...scorers, ...builtinMetrics] }));
  return metric;
}

function readComparison(
  kind: ConditionKind,
  source: LocatedJson,
  { metric, report }: { readonly metric: MetricName; readonly report: GateNames['report'] },
): Comparison | undefined {
  const { of, than, ...json } = fieldsOf(source);
  const key = boundKeys[kind];
  const bound = json[key];
  // A bare number is a finding of the schema.
  if (bound !== undefined && typeof bound !== 'string') return undefined;
  const result = comparisonOf({ kind, bound, relative: of !== undefined || than !== undefined }, metric);
  if (result.ok) return result.comparison;
  report(badBound.at(source.at(key), result));
  return undefined;
}

/** A slice by tags: a list of them, or a map whose entries match the tag `key=value`, or the bare value in a list of tags. */
function sliceOf({ on }: JsonObject): GateCondition['on'] {
  if (Array.isArray(on)) return on.map((tag) => [String(tag)]);
  if (on === null || typeof on !== 'object') return [];
  return Object.entries(on).map(([key, value]) => [`${key}=${String(value)}`, String(value)]);
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
  if (Array.isArray(on)) return ` on ${on.join(', ')}`;
  if (on === null || typeof on !== 'object') return '';
  const parts = Object.entries(on).map(([key, value]) => `${key} ${String(value)}`);
  return ` on ${parts.join(', ')}`;
}

interface Words {
  readonly kind: ConditionKind;
  readonly metricText: string;
  readonly bound: string;
  readonly other: string | undefined;
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
