/** The part of Handlebars that the facade uses. The package's own types name globals that the core does not have. */
declare module 'handlebars/dist/handlebars.js' {
  export interface HandlebarsEnvironment {
    create(): HandlebarsEnvironment;
    parse(text: string): unknown;
    compile(program: unknown, options: CompileOptions): HandlebarsTemplate;
    registerHelper(name: string, helper: (this: unknown, ...args: never[]) => unknown): void;
    unregisterHelper(name: string): void;
    readonly helpers: { readonly [name: string]: (this: unknown, ...args: unknown[]) => unknown };
  }

  export interface CompileOptions {
    readonly noEscape: boolean;
    readonly knownHelpers: { readonly [name: string]: boolean };
    readonly knownHelpersOnly: boolean;
  }

  export interface RuntimeOptions {
    readonly data?: { readonly [name: string]: unknown };
    readonly partials?: { readonly [name: string]: HandlebarsTemplate };
    readonly allowProtoPropertiesByDefault: boolean;
    readonly allowProtoMethodsByDefault: boolean;
  }

  export type HandlebarsTemplate = (context: unknown, options: RuntimeOptions) => string;

  const handlebars: HandlebarsEnvironment;
  export default handlebars;
}
