import { isObject, type JsonObject } from '../wire/json.ts';
import { closestName } from './closest-name.ts';
import { parseDuration } from './parse-duration.ts';

/** A value of a profile at its place. Every reader notes what is wrong and goes on, so that one reading finds all. */
export class ProfileNode {
  readonly value: unknown;
  readonly path: string;
  readonly problems: string[];

  constructor(value: unknown, path: string, problems: string[]) {
    this.value = value;
    this.path = path;
    this.problems = problems;
  }

  get absent(): boolean {
    return this.value === undefined || this.value === null;
  }

  problem(message: string): undefined {
    this.problems.push(`${this.path === '' ? 'the profile' : this.path}: ${message}`);
    return undefined;
  }

  /** The value as an object with no other members than the known ones. */
  object(known?: readonly string[]): JsonObject {
    if (!isObject(this.value)) {
      if (!this.absent) this.problem(`must be an object, is ${nameOf(this.value)}`);
      return {};
    }
    for (const name of known === undefined ? [] : Object.keys(this.value)) {
      if (known?.includes(name)) continue;
      const close = closestName(name, known ?? []);
      this.problem(
        `\`${name}\` is unknown${close === undefined ? `; known are ${known?.join(', ')}` : `; did you mean \`${close}\`?`}`,
      );
    }
    return this.value;
  }

  field(name: string): ProfileNode {
    const value = isObject(this.value) ? this.value[name] : undefined;
    return new ProfileNode(value, this.path === '' ? name : `${this.path}.${name}`, this.problems);
  }

  /** Each member of a map of the user's own names. */
  entries(): readonly (readonly [string, ProfileNode])[] {
    return Object.keys(this.object()).map((name) => [name, this.field(name)] as const);
  }

  items(): readonly ProfileNode[] {
    if (this.absent) return [];
    if (!Array.isArray(this.value)) {
      this.problem(`must be a list, is ${nameOf(this.value)}`);
      return [];
    }
    return this.value.map((item, at) => new ProfileNode(item, `${this.path}[${at}]`, this.problems));
  }

  string(): string | undefined {
    if (this.absent) return undefined;
    return typeof this.value === 'string' ? this.value : this.problem(`must be a text, is ${nameOf(this.value)}`);
  }

  boolean(): boolean | undefined {
    if (this.absent) return undefined;
    return typeof this.value === 'boolean'
      ? this.value
      : this.problem(`must be true or false, is ${nameOf(this.value)}`);
  }

  number(least: number, most: number): number | undefined {
    if (this.absent) return undefined;
    if (typeof this.value !== 'number') return this.problem(`must be a number, is ${nameOf(this.value)}`);
    if (this.value >= least && this.value <= most) return this.value;
    return this.problem(
      most === Infinity
        ? `must be at least ${least}, is ${this.value}`
        : `must be between ${least} and ${most}, is ${this.value}`,
    );
  }

  share(): number | undefined {
    return this.number(0, 1);
  }

  /** Milliseconds. */
  duration(): number | undefined {
    if (this.absent) return undefined;
    return (
      parseDuration(this.value) ?? this.problem(`must be a time such as 20ms or 1.5s, is ${JSON.stringify(this.value)}`)
    );
  }

  oneOf<Choice extends string>(choices: readonly Choice[]): Choice | undefined {
    const text = this.string();
    if (text === undefined) return undefined;
    const found = choices.find((choice) => choice === text);
    if (found !== undefined) return found;
    const close = closestName(text, choices);
    return this.problem(
      `\`${text}\` is none of ${choices.join(', ')}${close === undefined ? '' : `; did you mean \`${close}\`?`}`,
    );
  }

  regex(): RegExp | undefined {
    const text = this.string();
    if (text === undefined) return undefined;
    try {
      return new RegExp(text, 'u');
    } catch (error) {
      return this.problem(`is not a regular expression: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `${typeof value} ${JSON.stringify(value)}`;
}
