export type { ModuleHostOptions } from './module/module-host.ts';
export { moduleHost } from './module/module-host.ts';
