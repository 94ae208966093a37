import { suggest } from '../errors/suggest.ts';
import type { JsonSchema } from '../json.ts';
import { checkJsonSchema } from '../schema/check-json-schema.ts';
import { toDiagnostic } from '../schema/error-to-diagnostic.ts';
import { locatedErrors } from '../schema/validate-located.ts';
import type { StepKind } from '../steps/step-kind.ts';
import { commonKeyNames, stepValidationSchema } from '../steps/step-schema.ts';
import type { LocatedJson } from '../yaml/located-json.ts';
import type { BlockScope } from './block-scope.ts';
import type { Dependency } from './plan.ts';
import * as problems from './problems.ts';
import { isReserved } from './reserved.ts';

/** A step of the file whose shape is known; nothing in it is compiled. */
export interface StepDraft {
  readonly id: string;
  /** The id, or one made up where another step has it already. */
  readonly key: string;
  readonly source: LocatedJson;
  readonly pointer: string;
  /** Absent when its kind is unknown, or what stands under it has findings. */
  readonly kind: StepKind | undefined;
  /** Offsets at which the schema has found something. */
  readonly told: ReadonlySet<number>;
  readonly needs: readonly Need[];
  readonly declaredOutput: JsonSchema | undefined;
}

export interface Need extends Dependency {
  readonly source: LocatedJson;
}

export function draftSteps(steps: LocatedJson, scope: BlockScope): readonly StepDraft[] {
  const lines = new Map(scope.outerLines);
  return steps.items().map((source, index) => {
    const draft = draftStep(source, index, scope);
    const place = source.get('id') ?? source;
    const line = lines.get(draft.id);
    if (line === undefined) lines.set(draft.id, place.at().start.line);
    else scope.file.report(problems.duplicateId.at(place.at(), { id: draft.id, line }));
    return line === undefined ? draft : { ...draft, key: `${draft.id}#${index}` };
  });
}

function draftStep(source: LocatedJson, index: number, scope: BlockScope): StepDraft {
  const { report } = scope.file;
  const named = source.get('id')?.value;
  const id = typeof named === 'string' ? named : `step_${index + 1}`;
  if (typeof named === 'string' && isReserved(id)) report(problems.reservedId.at(source.at('id'), { id }));
  const kind = kindOf(source, scope);
  const check = kind === undefined ? unchecked : checkSchema(source, kind, scope);
  return {
    id,
    key: id,
    source,
    pointer: `${scope.pointer}/${index}`,
    kind: check.sound ? kind : undefined,
    told: check.told,
    needs: (source.get('needs')?.items() ?? []).flatMap(readNeed),
    declaredOutput: readOutputSchema(source.get('output', 'schema'), scope),
  };
}

const unchecked: SchemaCheck = { sound: false, told: new Set() };

function kindOf(source: LocatedJson, scope: BlockScope): StepKind | undefined {
  const { kinds } = scope.file.session.options;
  const keys = source.entries().map(([key]) => key);
  const [first, second] = kinds.filter((kind) => keys.includes(kind.kind));
  const place = source.get('id') ?? source;
  if (first === undefined) {
    const common = commonKeyNames();
    const known = kinds.map((kind) => kind.kind);
    const strange = keys.filter((key) => !common.includes(key));
    const found = strange.find((key) => suggest(key, known) !== undefined) ?? strange[0];
    const at = found === undefined ? place.at() : source.keyAt(found);
    scope.file.report(problems.unknownKind.at(at, { found, known }));
  } else if (second !== undefined) {
    const at = source.keyAt(second.kind);
    scope.file.report(problems.twoKinds.at(at, { first: first.kind, second: second.kind }));
  }
  return second === undefined ? first : undefined;
}

interface SchemaCheck {
  /** Whether there is enough to compile. */
  readonly sound: boolean;
  /** Where findings were reported: what compiling finds at the same places is not told again. */
  readonly told: ReadonlySet<number>;
}

/**
 * Reports what the schema of the kind says. A step without what it must have, or whose value is of another type, is not
 * compiled; one with a mistake further inside is, so that one pass finds all that is wrong with it.
 */
function checkSchema(source: LocatedJson, kind: StepKind, scope: BlockScope): SchemaCheck {
  let sound = true;
  const told = new Set<number>();
  for (const found of locatedErrors(source, stepValidationSchema(kind))) {
    const finding = toDiagnostic(source, found);
    scope.file.report(finding);
    if (found.error.keyword === 'additionalProperties') continue;
    told.add(finding.at.start.offset);
    const inside = found.path[0] === kind.kind;
    if (inside && (found.path.length === 1 || found.error.keyword === 'required')) sound = false;
  }
  return { sound, told };
}

function readNeed(source: LocatedJson): readonly Need[] {
  const found = /^([a-z][a-z0-9_]*)([?!]?)$/.exec(typeof source.value === 'string' ? source.value : '');
  if (found === null) return [];
  const accept = found[2] === '?' ? 'succeeded-or-skipped' : found[2] === '!' ? 'any' : 'succeeded';
  return [{ id: found[1] ?? '', accept, source }];
}

function readOutputSchema(source: LocatedJson | undefined, scope: BlockScope): JsonSchema | undefined {
  if (source === undefined) return undefined;
  const { value } = source;
  if (typeof value !== 'boolean' && (typeof value !== 'object' || value === null || Array.isArray(value)))
    return undefined;
  const findings = checkJsonSchema(source);
  findings.forEach(scope.file.report);
  return findings.length === 0 ? (value as JsonSchema) : true;
}
