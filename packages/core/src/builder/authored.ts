import type { Static, TSchema } from 'typebox';
import type { Json, JsonSchema } from '../json.ts';
import type { Block } from './block.ts';
import type { AnyValue, Computed, Ref, Value } from './ref.ts';
import type { Text } from './text.ts';

/** A value of type `T` in which any part may be computed. */
type Authored<T> = Value<T> | (T extends object ? { readonly [Field in keyof T]: Authored<T[Field]> } : T);

/** JSON in which any part may be computed. */
export type AuthoredJson =
  | AnyValue
  | null
  | boolean
  | number
  | string
  | readonly AuthoredJson[]
  | { readonly [field: string]: AuthoredJson };

/** The keys that every step takes, as in YAML. */
interface StepPolicyKeys {
  readonly when?: Value<boolean>;
  /** `id`, `id?` (or skipped), `id!` (whatever its end). */
  readonly needs?: readonly string[];
  readonly timeout?: string;
  readonly attempt_timeout?: string;
  readonly retry?: Json;
  readonly cache?: Json;
  readonly on_error?: 'fail' | 'continue' | { readonly default: Json } | Block<unknown>;
  readonly effect?: 'read' | 'write';
  readonly idempotency_key?: Authored<string>;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly output?: { readonly schema: TSchema | JsonSchema; readonly repair?: Json };
}

/** One step: the same keys as in YAML, values with references instead of `${ }`. */
export type AuthoredStep<Model extends string> = StepPolicyKeys &
  (
    | { readonly prompt: AuthoredPrompt<Model> }
    | { readonly tool: string; readonly with?: AuthoredJson }
    | { readonly transform: string; readonly with?: AuthoredJson }
    | { readonly transform: { readonly set: AuthoredJson } }
    | { readonly pipeline: string; readonly with?: AuthoredJson }
    | { readonly map: AuthoredMap<unknown> }
    | { readonly switch: { readonly cases: readonly AuthoredCase[]; readonly else?: Block<unknown> } }
    | { readonly loop: AuthoredLoop }
    | {
        readonly approval: {
          readonly message: string | Text;
          readonly timeout?: string;
          readonly on_timeout?: 'approve' | 'reject';
          readonly schema?: TSchema | JsonSchema;
        };
      }
  );

interface AuthoredPrompt<Model extends string> {
  readonly model?: Model | `${string}/${string}`;
  readonly cascade?: readonly {
    readonly model: Model | `${string}/${string}`;
    readonly accept?: Value<boolean>;
    readonly require?: boolean;
  }[];
  readonly system?: string | Text;
  readonly user?: string | Text;
  readonly messages?: readonly {
    readonly role: 'system' | 'user' | 'assistant';
    readonly text?: string | Text;
    readonly media?: AuthoredJson;
    readonly cache?: Json;
  }[];
  readonly params?: AuthoredJson;
  readonly tools?: Json;
  readonly stream?: Json;
  readonly max_turns?: number;
}

interface AuthoredCase {
  readonly when: Value<boolean>;
  readonly block: Block<unknown>;
}

interface AuthoredLoop {
  readonly block: Block<unknown>;
  readonly until: Value<boolean>;
  readonly max_iterations: number;
  readonly carry?: AuthoredJson;
}

/** What `mapOver` makes; `Item` is the type of one result. */
export interface AuthoredMap<Item> {
  readonly over: AnyValue;
  readonly as: string;
  readonly index?: string;
  readonly concurrency?: number;
  readonly on_error?: 'fail' | 'collect' | 'drop';
  readonly block: Block<Item>;
}

/** What `steps.ID.output` of a step is. */
export type OutputOf<Step> = Step extends { readonly output: { readonly schema: infer Schema } }
  ? TypeOf<Schema>
  : Step extends { readonly prompt: unknown }
    ? { readonly text: string }
    : Step extends { readonly transform: { readonly set: infer Set } }
      ? Resolved<Set>
      : Step extends { readonly map: infer Mapped }
        ? MapOutput<Mapped>
        : Step extends { readonly approval: infer Approval }
          ? Approval extends { readonly schema: infer Schema }
            ? TypeOf<Schema>
            : { readonly approved: boolean }
          : unknown;

/** The type that a schema of TypeBox stands for; `unknown` for plain JSON Schema. */
export type TypeOf<Schema> = Schema extends TSchema
  ? unknown extends Static<Schema>
    ? unknown
    : Static<Schema>
  : unknown;

/** The type of a value once its references are read. */
export type Resolved<V> =
  V extends Computed<infer T>
    ? T
    : V extends Ref<infer T>
      ? T
      : V extends object
        ? { readonly [Field in keyof V]: Resolved<V[Field]> }
        : V;

type MapOutput<Mapped> =
  Mapped extends AuthoredMap<infer Item>
    ? Mapped extends { readonly on_error: 'collect' }
      ? readonly (Item | null)[]
      : readonly Item[]
    : unknown;
