import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { linkSignal } from './abort-signal.ts';

test('a linked signal is aborted with the reason, early and late', () => {
  const source = new AbortController();
  const linked = linkSignal(source.signal);
  expect(linked.signal.aborted).toBe(false);
  source.abort('enough');
  expect([linked.signal.aborted, linked.signal.reason]).toEqual([true, 'enough']);
  expect(linkSignal(source.signal).signal.reason).toBe('enough');
});

test('unlinking leaves no listener behind', () => {
  const source = new AbortController();
  const links = Array.from({ length: 5 }, () => linkSignal(source.signal));
  expect(getEventListeners(source.signal, 'abort').length).toBe(5);
  for (const { unlink } of links) unlink();
  expect(getEventListeners(source.signal, 'abort').length).toBe(0);
});
