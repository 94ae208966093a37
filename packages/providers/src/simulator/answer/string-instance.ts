import type { JsonObject } from '../wire/json.ts';

const words = ['amber', 'basin', 'cedar', 'delta', 'ember', 'fjord', 'grove', 'harbor', 'islet', 'juniper'] as const;

const formats: Readonly<Record<string, (number: number) => string>> = {
  date: (number) => `2026-0${(number % 9) + 1}-1${number % 10}`,
  'date-time': (number) => `2026-0${(number % 9) + 1}-1${number % 10}T0${number % 10}:00:00Z`,
  time: (number) => `0${number % 10}:30:00Z`,
  duration: (number) => `PT${(number % 9) + 1}M`,
  email: (number) => `user${number}@example.com`,
  hostname: (number) => `host${number}.example.com`,
  uri: (number) => `https://example.com/${number}`,
  url: (number) => `https://example.com/${number}`,
  uuid: (number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  ipv4: (number) => `192.0.2.${number % 256}`,
  ipv6: (number) => `2001:db8::${number.toString(16)}`,
};

/** A text that meets a schema's format and length. */
export function stringInstance(schema: JsonObject, random: () => number): string {
  const format = formats[String(schema['format'] ?? '')];
  if (format !== undefined) return format(Math.floor(random() * 1000));
  const least = Number(schema['minLength'] ?? 0);
  const most = Number(schema['maxLength'] ?? Infinity);
  let text = words[Math.floor(random() * words.length)] ?? 'amber';
  while (text.length < least) text += ` ${words[Math.floor(random() * words.length)] ?? 'basin'}`;
  return text.slice(0, Math.max(least, Math.min(text.length, most)));
}
