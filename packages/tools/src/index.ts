export type { HostAddress, Resolve } from './http/address-guard.ts';
export { methodsHash } from './mcp/methods-hash.ts';
export type { ModuleHostOptions } from './module/module-host.ts';
export { moduleHost } from './module/module-host.ts';
export type { ToolOpenersOptions } from './tool-openers.ts';
export { toolOpeners } from './tool-openers.ts';
