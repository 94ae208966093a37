import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RollingWindow } from './rolling-window.ts';

const calls = fc.array(
  fc.record({ amount: fc.integer({ min: 0, max: 100 }), pause: fc.integer({ min: 0, max: 30_000 }) }),
  {
    maxLength: 40,
  },
);

test('no minute holds more than the limit, and nobody waits longer than it takes', () => {
  fc.assert(
    fc.property(calls, fc.integer({ min: 100, max: 300 }), (asked, limit) => {
      const window = new RollingWindow(limit);
      const made: { readonly at: number; readonly amount: number }[] = [];
      const within = (at: number): number =>
        made.filter((each) => each.at > at - 60_000 && each.at <= at).reduce((sum, { amount }) => sum + amount, 0);
      let now = 0;
      for (const { amount, pause } of asked) {
        now += pause;
        const wait = window.waitMs(amount, now);
        if (wait > 0) expect(within(now + wait - 1) + amount).toBeGreaterThan(limit);
        now += wait;
        made.push(window.count(amount, now));
        expect(within(now)).toBeLessThanOrEqual(limit);
      }
    }),
  );
});
