import { expect, test } from 'vitest';
import type { Store } from '../store.ts';

export function cacheContract(open: () => Promise<Store>): void {
  test('gives back an entry until its time is up', async () => {
    await using store = await open();
    const { cache } = store;
    await cache.set('k', { value: '{"text":"bonjour ☀"}', storedAt: 10, expiresAt: 20 });
    await cache.set('forever', { value: '1', storedAt: 11 });
    expect(await cache.get('k', 19)).toEqual({ value: '{"text":"bonjour ☀"}', storedAt: 10, expiresAt: 20 });
    expect(await cache.get('k', 20)).toBeUndefined();
    expect(await cache.get('forever', 2 ** 50)).toEqual({ value: '1', storedAt: 11 });
    expect(await cache.get('absent', 0)).toBeUndefined();
  });

  test('a later entry takes the place of an earlier one', async () => {
    await using store = await open();
    await store.cache.set('k', { value: '1', storedAt: 1, expiresAt: 2 });
    await store.cache.set('k', { value: '22', storedAt: 3 });
    expect(await store.cache.get('k', 9)).toEqual({ value: '22', storedAt: 3 });
    expect(await store.cache.stats()).toEqual({ entries: 1, bytes: 2, oldest: 3 });
  });

  test('counts entries and bytes, and drops what is over or everything', async () => {
    await using store = await open();
    const { cache } = store;
    expect(await cache.stats()).toEqual({ entries: 0, bytes: 0 });
    expect(await cache.prune('all')).toBe(0);
    await cache.set('a', { value: '"é"', storedAt: 5, expiresAt: 10 });
    await cache.set('b', { value: '2', storedAt: 4, expiresAt: 11 });
    await cache.set('c', { value: '3', storedAt: 6 });
    expect(await cache.stats()).toEqual({ entries: 3, bytes: 6, oldest: 4 });
    expect(await cache.prune(10)).toBe(1);
    expect(await cache.stats()).toEqual({ entries: 2, bytes: 2, oldest: 4 });
    expect(await cache.prune('all')).toBe(2);
    expect(await cache.stats()).toEqual({ entries: 0, bytes: 0 });
  });
}
