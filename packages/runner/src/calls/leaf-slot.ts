import type { StepInstance } from '../frames.ts';
import { acquireSlot } from '../limits/acquire-slot.ts';
import type { Lane, LaneReport } from '../limits/limits.ts';

export interface LeafSlot {
  readonly waitedMs: number;
  release(seen?: LaneReport): void;
}

/** A place in the run and in the lane. Only leaf calls hold one, so that nested work cannot wait for itself. */
export async function leafSlot(instance: StepInstance, lane: Lane): Promise<LeafSlot> {
  const { session, signal } = instance;
  const { clock, limits } = session.host;
  const started = clock.now();
  const leaveRun = session.slots === undefined ? undefined : await acquireSlot(session.slots, signal);
  let ended: (() => void) | undefined;
  try {
    ended = await session.gate?.enter();
    const permit = await limits.acquire(lane, signal);
    return {
      waitedMs: clock.now() - started,
      release(seen) {
        permit.release(seen);
        leaveRun?.();
        ended?.();
      },
    };
  } catch (error) {
    leaveRun?.();
    ended?.();
    throw error;
  }
}
