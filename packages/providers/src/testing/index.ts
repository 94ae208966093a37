export { loadProfile, type ProfileSource } from '../simulator/profile/load-profile.ts';
export type { Profile } from '../simulator/profile/profile.ts';
export { ProfileError } from '../simulator/profile/profile-error.ts';
export type { LoggedRequest } from '../simulator/server/request-log.ts';
export type { SimulatorStats } from '../simulator/server/traffic.ts';
export { type Simulator, type SimulatorOptions, startSimulator } from '../simulator/start-simulator.ts';
