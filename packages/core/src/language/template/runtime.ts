import handlebars, { type HandlebarsEnvironment, type HandlebarsTemplate } from 'handlebars/dist/handlebars.js';
import { FailureError } from '../../errors/failure.ts';
import { jsonEquals } from '../cel/json-equals.ts';
import { typeName } from '../cel/runtime.ts';
import type { Program } from './ast.ts';
import { blockHelpers, type ValueHelper, valueHelpers } from './helpers.ts';
import { templateLimits } from './limits.ts';
import type { TemplatePlace } from './template-checker.ts';
import { isTruthy } from './truthy.ts';

/** A program that was checked and rewritten, ready to render. */
export interface TemplateProgram {
  render(context: object): string;
}

/** Compiles once; rendering never parses, so that text from data is never a template. */
export function prepareTemplate(
  program: Program,
  partials: ReadonlyMap<string, Program>,
  places: readonly TemplatePlace[],
): TemplateProgram {
  const compiled = compileProgram(program);
  const compiledPartials = Object.fromEntries([...partials].map(([name, partial]) => [name, compileProgram(partial)]));
  return {
    render: (context) =>
      compiled(context, {
        data: { root: context, rendering: new Rendering(places) },
        partials: compiledPartials,
        allowProtoPropertiesByDefault: false,
        allowProtoMethodsByDefault: false,
      }),
  };
}

function compileProgram(program: Program): HandlebarsTemplate {
  return environment.compile(program, { noEscape: true, knownHelpers, knownHelpersOnly: true });
}

/** One rendering: where its parts stand, and what it may still do. */
class Rendering {
  private readonly places: readonly TemplatePlace[];
  private turns: number = templateLimits.turns;
  private characters: number = templateLimits.output;

  constructor(places: readonly TemplatePlace[]) {
    this.places = places;
  }

  print(value: unknown, place: number): string {
    if (value === null) return '';
    if (value === undefined) throw this.failure(place, 'template/missing', 'there is no value');
    if (typeof value === 'object') {
      throw this.failure(place, 'template/object', `${typeName(value)} cannot be printed as text`);
    }
    const text = String(value);
    this.characters -= text.length;
    if (this.characters < 0) throw this.failure(place, 'template/too-large', 'the text becomes too long');
    return text;
  }

  spendTurns(count: number, place: number): void {
    this.turns -= count;
    if (this.turns < 0) throw this.failure(place, 'template/too-much-work', 'the template repeats too often');
  }

  failure(place: number, code: string, what: string): FailureError {
    const found = this.places[place];
    const where =
      found === undefined
        ? ''
        : `, in \`${found.source}\` at ${found.at.file}:${found.at.start.line}:${found.at.start.column}`;
    return new FailureError({
      type: 'invalid_request',
      title: 'a template could not be rendered',
      detail: `${what}${where}`,
      code,
    });
  }
}

interface HelperOptions {
  readonly hash: { readonly [name: string]: unknown };
  readonly data: { readonly rendering: Rendering };
  fn(context: unknown): string;
  inverse(context: unknown): string;
}

const knownHelpers: { readonly [name: string]: boolean } = {
  ...Object.fromEntries([...valueHelpers, ...blockHelpers].map(({ name }) => [name, true])),
  print: true,
  // Known to the compiler by default, absent here.
  log: false,
  lookup: false,
};

// Holds helpers only; whatever belongs to one rendering travels in its data.
const environment: HandlebarsEnvironment = createEnvironment();

function createEnvironment(): HandlebarsEnvironment {
  const created = handlebars.create();
  const builtIn = { ...created.helpers };
  for (const name of Object.keys(builtIn)) created.unregisterHelper(name);
  created.registerHelper('if', choice(true));
  created.registerHelper('unless', choice(false));
  for (const name of ['with', 'each'] as const) {
    const original = builtIn[name];
    if (original !== undefined) created.registerHelper(name, guarded(name, original));
  }
  created.registerHelper('ifEquals', equality(true));
  created.registerHelper('unlessEquals', equality(false));
  created.registerHelper('print', (value: unknown, place: number, { data }: HelperOptions) =>
    data.rendering.print(value, place),
  );
  for (const helper of valueHelpers) created.registerHelper(helper.name, valueHelper(helper));
  return created;
}

/** Handlebars gives values, then the number of the place, then the options. */
type Helper = (this: unknown, ...args: never[]) => unknown;

/** A block of Handlebars without the number of its place, which is for the meter. */
function guarded(name: string, original: (this: unknown, ...args: unknown[]) => unknown): Helper {
  return function (this: unknown, ...[value, place, options]: readonly [unknown, number, HelperOptions]) {
    const { rendering } = options.data;
    if (name === 'each') {
      if (typeof value !== 'object' && value !== undefined) {
        throw rendering.failure(place, 'template/each', `#each goes over lists and objects, not ${typeName(value)}`);
      }
      rendering.spendTurns(Array.isArray(value) ? value.length : Object.keys(Object(value)).length, place);
    }
    return original.call(this, value, options);
  };
}

function choice(wanted: boolean): Helper {
  return block((value) => isTruthy(value) === wanted);
}

function equality(wanted: boolean): Helper {
  return block((left, right) => jsonEquals(left ?? null, right ?? null) === wanted);
}

function block(test: (left: unknown, right: unknown) => boolean): Helper {
  return function (this: unknown, ...args: readonly unknown[]) {
    const options = args.at(-1) as HelperOptions;
    return test(args[0], args[1]) ? options.fn(this) : options.inverse(this);
  };
}

function valueHelper(helper: ValueHelper): Helper {
  return (...all: unknown[]) => {
    const options = all.pop() as HelperOptions;
    const place = all.pop() as number;
    const { rendering } = options.data;
    helper.parameters.forEach(({ name, type, optional }, index) => {
      const value = all[index];
      if (type === 'any' || (optional === true && index >= all.length)) return;
      const fits = type === 'list' ? Array.isArray(value) : typeof value === type;
      if (fits) return;
      const found = value === undefined ? 'nothing' : typeName(value);
      throw rendering.failure(place, 'template/type', `\`${helper.name}\` takes a ${type} as ${name}, not ${found}`);
    });
    return helper.call(all, options.hash);
  };
}
