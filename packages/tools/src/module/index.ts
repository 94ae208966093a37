// Modules without the tools: all that checking a pipeline needs.
export type { ModuleHostOptions } from './module-host.ts';
export { moduleHost } from './module-host.ts';
