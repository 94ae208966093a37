/** A text without personal data, and how many pieces were masked. */
export interface Redacted {
  readonly text: string;
  readonly removed: number;
}

/**
 * Masks e-mail addresses, IBANs, card numbers and phone numbers as `[email]`, `[iban]`, `[card]` and `[phone]`.
 * IBANs and cards are masked only where their check digits fit, so that order and invoice numbers stay readable.
 * The same text always gives the same result, and a redacted text is left as it is. Names and addresses stay.
 */
export function redactPii({ text }: { readonly text: string }): Redacted {
  return masks.reduce<Redacted>(apply, { text, removed: 0 });
}

interface Mask {
  readonly label: string;
  readonly pattern: RegExp;
  readonly accepts: (found: string) => boolean;
}

// The order matters: the longer forms first, because a card or an IBAN also holds what looks like a phone number.
// Each pattern is one run of characters of bounded length, so that no text makes it slow.
const masks: readonly Mask[] = [
  {
    label: '[email]',
    pattern: /(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}/gu,
    accepts: () => true,
  },
  { label: '[iban]', pattern: /(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{1,4}){3,8}(?!\w)/gu, accepts: isIban },
  { label: '[card]', pattern: /(?<![\w-])\d(?:[ -]?\d){12,18}(?![\w-])/gu, accepts: isCard },
  {
    label: '[phone]',
    pattern: /(?<![\w+])(?:\+|\(|0)\d{1,4}\)?(?:[ ./()-]{0,2}\d{1,5}){2,7}(?!\w)/gu,
    accepts: isPhone,
  },
  { label: '[phone]', pattern: /(?<![\w-])\d{3}[-. ]\d{3}[-. ]\d{4}(?![\w-])/gu, accepts: () => true },
];

function apply({ text, removed }: Redacted, { label, pattern, accepts }: Mask): Redacted {
  let count = 0;
  const masked = text.replace(pattern, (found) => {
    if (!accepts(found)) return found;
    count += 1;
    return label;
  });
  return { text: masked, removed: removed + count };
}

/** ISO 13616: 15 to 34 characters, and the number that they spell leaves 1 when divided by 97. */
function isIban(found: string): boolean {
  const compact = found.replaceAll(' ', '');
  if (compact.length < 15 || compact.length > 34) return false;
  let remainder = 0;
  for (const character of compact.slice(4) + compact.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}

/** 13 to 19 digits whose Luhn sum ends in 0. */
function isCard(found: string): boolean {
  const digits = [...found.replaceAll(/\D/gu, '')].reverse().map(Number);
  if (digits.length < 13 || digits.length > 19) return false;
  const sum = digits.reduce((total, digit, at) => {
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

/** 9 to 15 digits; a date such as 03.11.2026 has 8. */
function isPhone(found: string): boolean {
  const digits = found.replaceAll(/\D/gu, '').length;
  return digits >= 9 && digits <= 15;
}
