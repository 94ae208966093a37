import type { CelNode } from './node.ts';

export const macroNames = ['all', 'exists', 'exists_one', 'filter', 'map'] as const;
export type MacroName = (typeof macroNames)[number];

export const namespaces = ['math', 're', 'json'] as const;

/** Whether `receiver.name(x, ...)` names a variable for every element of the receiver. */
export function isMacro(name: string): name is MacroName {
  return (macroNames as readonly string[]).includes(name);
}

/** `math` in `math.max(...)`. These words cannot be names of values. */
export function namespaceOf(receiver: CelNode | undefined): string | undefined {
  if (receiver?.kind !== 'name') return undefined;
  return (namespaces as readonly string[]).includes(receiver.name) ? receiver.name : undefined;
}

/** What the engine calls a function of the language, or one of the facade's own. */
export function loweredName(name: string): string {
  return `f_${name.replace('.', '_')}`;
}
