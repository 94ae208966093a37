/** What people put around their problem. The numbers are test numbers, the domains are reserved for examples. */
export interface Frame {
  readonly greetings: readonly string[];
  /** Text, and how many pieces of personal data in it have to be masked. */
  readonly contacts: readonly (readonly [text: string, pieces: number])[];
  readonly shortContacts: readonly (readonly [text: string, pieces: number])[];
  readonly signatures: readonly (readonly [text: string, pieces: number])[];
}

export const frames: Readonly<Record<string, Frame>> = {
  en: {
    greetings: ['Hello,', 'Hi there,', 'Dear support team,', 'Good morning,', 'Hi Tidewell,', 'To whom it may concern,'],
    contacts: [
      ['You can reach me at +1 202 555 0143 until five.', 1],
      ['My card is 4242 4242 4242 4242 in case you need to look it up.', 1],
      ['The account is registered to marta.nowak@example.com.', 1],
      ['Please answer to ops@brightfold.example.org and copy d.okafor@brightfold.example.org.', 2],
      ['Call me on (202) 555-0178 or write to jlindqvist@example.net.', 2],
      ['Refunds, if any, to GB82 WEST 1234 5698 7654 32.', 1],
      ['I paid with 5555-5555-5555-4444, name as below.', 1],
      ['My direct line is +44 20 7946 0958.', 1],
      ['Our reference is 2026-11-03/7714, order 4500118723.', 0],
      ['I have attached two screenshots.', 0],
      ['This happened at 14:32 on 18 November.', 0],
    ],
    shortContacts: [
      ['call me 202-555-0119', 1],
      ['mail is tk_89@example.com', 1],
      ['sent from my phone', 0],
      ['my cell +1 (202) 555-0160 or just reply here', 1],
      ['ty', 0],
    ],
    signatures: [
      ['Kind regards,\nMarta Nowak', 0],
      ['Best,\nDaniel Okafor\nHead of Operations, Brightfold', 0],
      ['Thanks,\nJonas L.', 0],
      ['Regards,\nS. Whitcombe\ns.whitcombe@example.co.uk\n+44 20 7946 0312', 2],
      ['Cheers, Ana', 0],
      ['Thank you in advance\n\nPriscilla Adeyemi | +1-202-555-0187 | p.adeyemi@example.com', 2],
      ['Yours sincerely,\nDr. H. Castellanos', 0],
    ],
  },
  de: {
    greetings: ['Guten Tag,', 'Hallo,', 'Sehr geehrte Damen und Herren,'],
    contacts: [
      ['Sie erreichen mich unter +49 30 23125 017.', 1],
      ['Unsere IBAN für die Erstattung: DE89 3704 0044 0532 0130 00', 1],
      ['Bitte antworten Sie an buchhaltung@muster.example.', 1],
      ['Das Ganze war am 03.11.2026 gegen 9:15 Uhr.', 0],
    ],
    shortContacts: [
      ['tel 030 23125 044', 1],
      ['danke', 0],
    ],
    signatures: [
      ['Mit freundlichen Grüßen\nKatrin Vogel', 0],
      ['Viele Grüße\nT. Brandt\nt.brandt@example.de', 1],
      ['Beste Grüße aus Kassel', 0],
    ],
  },
  fr: {
    greetings: ['Bonjour,', 'Madame, Monsieur,', 'Bonjour à toute l\'équipe,'],
    contacts: [
      ['Vous pouvez me joindre au +33 1 99 00 47 12.', 1],
      ['Le compte est au nom de claire.dumas@example.fr.', 1],
      ['Mon IBAN : FR14 2004 1010 0505 0001 3M02 606', 1],
      ['Capture d\'écran ci-jointe.', 0],
    ],
    shortContacts: [
      ['mon mail : jb.roussel@example.fr', 1],
      ['merci', 0],
    ],
    signatures: [
      ['Cordialement,\nClaire Dumas', 0],
      ['Bien à vous,\nM. Benali\n+33 1 99 00 81 30', 1],
      ['Merci d\'avance,\nLucie', 0],
    ],
  },
  es: {
    greetings: ['Buenos días:', 'Hola,', 'Estimado equipo:'],
    contacts: [
      ['Mi correo es lucia.romero@example.es.', 1],
      ['Pueden devolverlo a ES91 2100 0418 4502 0005 1332.', 1],
      ['La tarjeta termina así: 4111 1111 1111 1111.', 1],
      ['Adjunto una captura de pantalla.', 0],
    ],
    shortContacts: [
      ['mi correo: pacog@example.es', 1],
      ['gracias', 0],
    ],
    signatures: [
      ['Un saludo,\nLucía Romero', 0],
      ['Gracias y un saludo\nJ. Ferrer, j.ferrer@example.es', 1],
      ['Atentamente,\nGestoría Alba', 0],
    ],
  },
};
