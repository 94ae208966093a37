import type { SchemaError } from './schema-error.ts';

/**
 * Of the errors of `anyOf` and `oneOf`, keeps those of the branch that the author meant: the one whose type fits.
 * Where no branch fits, only the union's own error stays.
 */
export function pickBranches(errors: readonly SchemaError[]): readonly SchemaError[] {
  const unions = errors.filter((error) => error.keyword === 'anyOf' || error.keyword === 'oneOf');
  if (unions.length === 0) return errors;
  const dropped = new Set<SchemaError>();
  // Outer unions come after inner ones in ajv's list.
  for (const union of [...unions].reverse()) {
    if (dropped.has(union)) continue;
    const branches = branchesOf(union, errors);
    const meant = meantBranch(union, branches);
    for (const [branch, found] of branches) {
      if (branch !== meant) for (const error of found) dropped.add(error);
    }
    if (meant !== undefined) dropped.add(union);
  }
  return errors.filter((error) => !dropped.has(error));
}

function branchesOf(union: SchemaError, errors: readonly SchemaError[]): ReadonlyMap<string, readonly SchemaError[]> {
  const branches = new Map<string, SchemaError[]>();
  const prefix = `${union.schemaPath}/`;
  for (const error of errors) {
    const inside = error.schemaPath.startsWith(prefix) && error.instancePath.startsWith(union.instancePath);
    if (!inside) continue;
    const branch = error.schemaPath.slice(prefix.length).split('/')[0] ?? '';
    branches.set(branch, [...(branches.get(branch) ?? []), error]);
  }
  return branches;
}

function meantBranch(union: SchemaError, branches: ReadonlyMap<string, readonly SchemaError[]>): string | undefined {
  const fitting = [...branches].filter(([, errors]) => !errors.some((error) => isOfAnotherKind(error, union)));
  fitting.sort((a, b) => a[1].length - b[1].length);
  return fitting[0]?.[0];
}

/** The branch is for another type, or another constant, than the value at the union itself. */
function isOfAnotherKind(error: SchemaError, union: SchemaError): boolean {
  return error.instancePath === union.instancePath && ['type', 'const', 'enum', 'pattern'].includes(error.keyword);
}
