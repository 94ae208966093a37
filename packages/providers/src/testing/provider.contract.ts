import { describe } from 'vitest';
import { answersContract } from './contract/answers.contract.ts';
import type { ProviderContract } from './contract/contract-world.ts';
import { failuresContract } from './contract/failures.contract.ts';
import { requestsContract } from './contract/requests.contract.ts';

export type { ProviderContract } from './contract/contract-world.ts';

/** The behaviours that every provider of the simulator's wires has; a new one adds its folder and a call of this. */
export function runProviderContract(contract: ProviderContract): void {
  describe(contract.name, () => {
    describe('answers', () => answersContract(contract));
    describe('requests', () => requestsContract(contract));
    describe('failures', () => failuresContract(contract));
  });
}
