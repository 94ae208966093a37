import { expect, test } from 'vitest';
import { checkedLookup, type HostAddress, isPublicAddress } from './address-guard.ts';

test('only addresses of the public internet are public', () => {
  const local = [
    '127.0.0.1', '127.9.9.9', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254',
    '100.64.0.1', '192.0.2.1', '198.18.0.1', '224.0.0.1', '255.255.255.255', '240.0.0.1',
    '::', '::1', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd12:3456::1', 'ff02::1', '2001:db8::1',
    '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:10.0.0.1', '::127.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::', '2001:0:7f00:1::',
    'not an address', '',
  ]; // biome-ignore format: a table
  expect(local.filter(isPublicAddress)).toEqual([]);
  const open = ['8.8.8.8', '1.1.1.1', '93.184.216.34', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8'];
  expect(open.filter((address) => !isPublicAddress(address))).toEqual([]);
});

test('a name that answers with a private address, even among others, or the second time, is refused', async () => {
  const answers: HostAddress[][] = [
    [{ address: '93.184.216.34', family: 4 }],
    [{ address: '127.0.0.1', family: 4 }],
    [
      { address: '93.184.216.34', family: 4 },
      { address: 'fd00::1', family: 6 },
    ],
    [{ address: '::ffff:169.254.169.254', family: 6 }],
    [],
  ];
  const lookup = checkedLookup(async () => answers.shift() ?? [], isPublicAddress);
  const ask = (): Promise<unknown> =>
    new Promise((done) => lookup('rebind.test', { all: true }, (error, found) => done(error?.message ?? found)));
  expect(await ask()).toEqual([{ address: '93.184.216.34', family: 4 }]);
  for (let n = 0; n < 3; n += 1) expect(await ask()).toBe('rebind.test is a private, local or reserved address');
  expect(await ask()).toBe('rebind.test has no address');
});
