/** Keeps the type of a value that only exists when a pipeline runs. */
declare const valueType: unique symbol;

/** A value of the run by its path, such as `steps.classify.output.category`, with the fields that its type has. */
export type Ref<T> = RefBase<T> & Fields<T>;

interface RefBase<T> {
  readonly [valueType]: T;
}

/** A reference of whatever type. */
export type AnyRef = RefBase<unknown>;

/** A reference or an expression of whatever type. */
export type AnyValue = AnyRef | Computed<unknown>;

type Fields<T> = unknown extends T
  ? { readonly [field: string]: Ref<unknown> }
  : NonNullable<T> extends readonly (infer Item)[]
    ? { readonly [index: number]: Ref<Item> }
    : NonNullable<T> extends object
      ? { readonly [Field in keyof NonNullable<T>]-?: Ref<Exclude<NonNullable<T>[Field], undefined>> }
      : unknown;

/** A value that an expression computes. */
export interface Computed<T> {
  readonly [valueType]: T;
  /** The inside of `${ }`. */
  readonly expression: string;
}

/** What may stand for a value of type `T`. */
export type Value<T> = Ref<T> | Computed<T>;

export type Path = readonly [root: string, ...fields: string[]];

/** A reference to a path; reading its fields gives longer ones. */
export function refTo<T>(path: Path): Ref<T> {
  const handler: ProxyHandler<object> = {
    get(_target, field) {
      if (field === pathKey) return path;
      return typeof field === 'string' ? refTo<unknown>([...path, field]) : undefined;
    },
    has: (_target, field) => field === pathKey,
  };
  // The proxy answers every field that the type has, and the type is all that is known here.
  return new Proxy({}, handler) as Ref<T>;
}

/** The path of a reference; `undefined` for everything else. */
export function pathOf(value: unknown): Path | undefined {
  if (typeof value !== 'object' || value === null || !(pathKey in value)) return undefined;
  return value[pathKey] as Path;
}

/** Makes an expression out of its text. */
export function computed<T>(expression: string): Computed<T> {
  return { expression, [computedKey]: true } as unknown as Computed<T>;
}

export function isComputed(value: unknown): value is Computed<unknown> {
  return typeof value === 'object' && value !== null && pathOf(value) === undefined && computedKey in value;
}

/** A path as an expression reads it. */
export function celPath([root, ...fields]: Path): string {
  return (
    root +
    fields
      .map((field) => (isIndex(field) ? `[${field}]` : isWord(field) ? `.${field}` : `[${JSON.stringify(field)}]`))
      .join('')
  );
}

/** A path as a template reads it. */
export function templatePath([root, ...fields]: Path): string {
  return root + fields.map((field) => (isWord(field) ? `.${field}` : `.[${field}]`)).join('');
}

const pathKey = Symbol('path');
const computedKey = Symbol('computed');

function isIndex(field: string): boolean {
  return /^\d+$/.test(field);
}

function isWord(field: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(field);
}
