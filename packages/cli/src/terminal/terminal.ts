import { createColors } from 'picocolors';

export type Colours = ReturnType<typeof createColors>;

/** Where a command writes: stdout is data, stderr is progress and diagnostics. */
export interface Terminal {
  /** One piece of data; a line end is added where it lacks one. */
  out(text: string): void;
  /** Progress, hints, diagnostics; silent with `--quiet`. */
  note(text: string): void;
  /** Errors: never silent. */
  error(text: string): void;
  readonly colours: Colours;
  readonly errorColours: Colours;
  /** Columns of stdout (of stderr where that is the terminal); 80 in a pipe. */
  readonly width: number;
  /** Whether stderr can show a live region. */
  readonly live: boolean;
  /** Whether a question can be asked. */
  readonly interactive: boolean;
  readonly verbose: boolean;
}

export interface TerminalFlags {
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly ask?: boolean;
}

export function openTerminal(flags: TerminalFlags): Terminal {
  const { stdout, stderr, stdin } = process;
  return {
    out: (text) => void stdout.write(withLineEnd(text)),
    note: (text) => void (flags.quiet || stderr.write(withLineEnd(text))),
    error: (text) => void stderr.write(withLineEnd(text)),
    colours: createColors(hasColour(stdout)),
    errorColours: createColors(hasColour(stderr)),
    width: stdout.columns ?? (stderr.isTTY ? stderr.columns : 80),
    live: Boolean(stderr.isTTY) && process.env.TERM !== 'dumb' && !process.env.CI && !flags.quiet,
    interactive: Boolean(stdin.isTTY && stderr.isTTY) && flags.ask !== false && !process.env.CI,
    verbose: flags.verbose ?? false,
  };
}

function hasColour(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return Boolean(stream.isTTY) && TERM !== 'dumb';
}

function withLineEnd(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
