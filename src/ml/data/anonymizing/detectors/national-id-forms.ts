/** How a national number is written, and what validates it. */
export interface IdForm {
  /** As the library of validators has them. */
  country: string;
  number: string;
  /** Pattern of a bounded length; letters in either case. */
  form: string;
  /**
   * What must stand in front. Where one number of so many digits in ten or so passes the check, it would be the number of an
   * order as often; null where numbers are believed without.
   */
  name: RegExp | null;
}

const sure = (country: string, number: string, form: string): IdForm => ({ country, number, form, name: null });

const named = (country: string, number: string, form: string, name: RegExp): IdForm => ({
  country,
  number,
  form,
  name,
});

const MONTH = '(?:0[1-9]|1[0-2])';
const DAY = '(?:0[1-9]|[12]\\d|3[01])';
const SSN = /\bSSN\b|social[ -]security/i;

export const NATIONAL_IDS: readonly IdForm[] = [
  sure('US', 'ssn', '\\d{3}-\\d{2}-\\d{4}'),
  named('US', 'ssn', '\\d{3} ?\\d{2} ?\\d{4}', SSN),
  sure('GB', 'nino', '[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]'),
  sure('DE', 'idnr', '\\d{11}|\\d{2} \\d{3} \\d{3} \\d{3}'),
  sure('FR', 'nir', '[12] ?\\d{2} ?\\d{2} ?(?:\\d{2}|2[AB]) ?\\d{3} ?\\d{3} ?\\d{2}'),
  sure('ES', 'dni', '\\d{8}[ -]?[A-Z]'),
  sure('ES', 'nie', '[XYZ][ -]?\\d{7}[ -]?[A-Z]'),
  sure('IT', 'codicefiscale', '[A-Z]{6}[\\dL-NP-V]{2}[A-EHLMPRST][\\dL-NP-V]{2}[A-Z][\\dL-NP-V]{3}[A-Z]'),
  named('NL', 'bsn', '\\d{9}|\\d{4}\\.\\d{2}\\.\\d{3}', /\bBSN\b|burgerservice|sofi-?nummer/i),
  sure('PL', 'pesel', '\\d{11}'),
  sure('BE', 'nn', `\\d{2}[. ]?${MONTH}[. ]?${DAY}[ -]?\\d{3}[. ]?\\d{2}`),
  sure('CH', 'ssn', '756\\.?\\d{4}\\.?\\d{4}\\.?\\d{2}'),
  sure('BR', 'cpf', '\\d{3}\\.?\\d{3}\\.?\\d{3}-?\\d{2}'),
  sure('FI', 'hetu', `${DAY}${MONTH}\\d{2}[-+A-FU-Y]\\d{3}[\\dA-Y]`),
  sure('NO', 'fodselsnummer', `${DAY}${MONTH}\\d{2} ?\\d{5}`),
  sure('SE', 'personnummer', `(?:\\d{2})?\\d{2}${MONTH}${DAY}[-+]\\d{4}`),
  named('DK', 'cpr', `${DAY}${MONTH}\\d{2}-?\\d{4}`, /\bCPR\b|personnummer/i),
  named('IE', 'pps', '\\d{7}[A-W][A-IW]?', /\bPPSN?\b/i),
  named('PT', 'nif', '\\d{9}|\\d{3} \\d{3} \\d{3}', /\bNIF\b|contribuinte/i),
  named('CA', 'sin', '\\d{3}[ -]?\\d{3}[ -]?\\d{3}', /\bSIN\b|social insurance/i),
  named('AU', 'tfn', '\\d{3} ?\\d{3} ?\\d{3}', /\bTFN\b|tax file/i),
  named('IN', 'aadhaar', '\\d{4}[ -]?\\d{4}[ -]?\\d{4}', /aadha+r|\bUIDAI\b/i),
];
