import { DEFAULT_ENTITIES, ENTITIES, type Entity } from '../../../../../src/ml/data/anonymizing/entities.js';
import { entityFinder } from '../../../../../src/ml/data/anonymizing/find-entities.js';

const all = entityFinder({ entities: [...DEFAULT_ENTITIES], countries: ['GB', 'US'] });

/** What is found, each piece between its entity's name and a bar. */
function found(text: string, find = all): string[] {
  return find(text).map(({ start, end, entity }) => `${entity}|${text.slice(start, end)}`);
}

/** Joined here, so that no scanner of repositories takes them for real. */
const secret = (...parts: string[]) => parts.join('');

describe('what is found', () => {
  const FINDINGS: [Entity, string, string][] = [
    ['email', 'Write to <Ann.Smith+news@mail.example.co.uk>.', 'Ann.Smith+news@mail.example.co.uk'],
    ['email', 'grüße an jürgen@müller-söhne.de!', 'jürgen@müller-söhne.de'],
    ['email', 'email=ann@example.org&lang=en', 'ann@example.org'],
    ['phone', 'Call +49 (0)30 12345678 now', '+49 (0)30 12345678'],
    ['phone', 'tel:+14155552671', '+14155552671'],
    ['phone', 'or (415) 555-2671 ext. 12, please', '(415) 555-2671 ext. 12'],
    ['phone', 'on 020 7946 0958 12 times', '020 7946 0958'],
    ['phone', 'Phone 4155552671', '4155552671'],
    ['phone', 'from abroad 0049 170 1234567', '0049 170 1234567'],
    ['card', 'card 4111 1111 1111 1111 123', '4111 1111 1111 1111'],
    ['card', '(3782-822463-10005)', '3782-822463-10005'],
    ['iban', 'to DE89 3704 0044 0532 0130 00 OK', 'DE89 3704 0044 0532 0130 00'],
    ['iban', 'nl91abna0417164300', 'nl91abna0417164300'],
    ['national-id', 'born: 44051401359', '44051401359'],
    ['national-id', 'SSN 536-22-1234.', '536-22-1234'],
    ['national-id', 'BSN: 111222333', '111222333'],
    ['national-id', 'nino AB 12 34 56 C', 'AB 12 34 56 C'],
    ['national-id', 'DNI 12345678Z', '12345678Z'],
    ['national-id', 'codice RSSMRA85T10A562S', 'RSSMRA85T10A562S'],
    ['ip', 'http://192.168.1.17:8080/', '192.168.1.17'],
    ['ip', 'from [2001:db8::8a2e:370:7334]:443', '2001:db8::8a2e:370:7334'],
    ['ip', 'is ::ffff:192.0.2.128 the same?', '::ffff:192.0.2.128'],
    ['mac', 'ether 00:1B:44:11:3a:B7', '00:1B:44:11:3a:B7'],
    ['mac', 'port 001b.4411.3ab7', '001b.4411.3ab7'],
    ['url-credentials', 'https://bob:hunter2@example.com/', 'bob:hunter2'],
    ['url-credentials', 'https://example.com/?a=1&access_token=8f14e45fceea167a.', '8f14e45fceea167a'],
    ['secret', secret('key AK', 'IAIOSFODNN7EXAMPLQ'), secret('AK', 'IAIOSFODNN7EXAMPLQ')],
    ['secret', 'DB_PASSWORD="c0rrect-horse"', 'c0rrect-horse'],
    ['secret', 'the password is Tr0ub4dor&3, ok', 'Tr0ub4dor&3'],
    ['secret', 'Authorization: Bearer 8f14e45fceea167a5a36', '8f14e45fceea167a5a36'],
  ];
  it.each(FINDINGS)('is %s in %j', (entity, text, piece) => {
    expect(found(text)).toEqual([`${entity}|${piece}`]);
  });

  it.each([
    'the files icon@2x.png and @types/node@24.1.0',
    'git@github.com:temper/temper.git',
    'version 10.0.2.1 and v1.2.3.4, chapter 1.2.3.4',
    'localhost 127.0.0.1, mask 255.255.255.0, any 0.0.0.0 and ::1',
    'at 10:20:30 on 2024-01-15 10:45, or 20240115 10:45',
    'std::vector<a::b>',
    'Apple-Mail-2-874629474, build 5.50.4134.600, page 8399-1410-0-0',
    'ISBN 978-3-16-148410-0 and 0-306-40615-2',
    'order 4155552671, invoice 020 7946 0958',
    'card 4111 1111 1111 1112 is a slip',
    'DE88 3704 0044 0532 0130 00 is a slip too',
    '$1,299,000.00, 1.234.567,89 € and 3,141,592,653',
    '16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48 is a fingerprint',
    `password: required, api_key: \${API_KEY}, token=<your token>, secret = "changeme"`,
    'https://example.com:8080/?key=name&auth=basic',
    '[EMAIL] or person-0123456789ab@example.com or [PHONE-0123456789ab]',
    'loss 0.2079460958 at 51.5072178, -0.2079460958',
    'commit 8f14e45fceea167a5a36dedd4bea2543',
  ])('is nothing in %j', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('is a private key with all its lines, and the rest of the text is not', () => {
    const key = secret('-----BEGIN RSA PRIV', 'ATE KEY-----\nMIIEow\nabc+/=\n-----END RSA PRIV', 'ATE KEY-----');
    expect(found(`See ${key} above`)).toEqual([`secret|${key}`]);
  });

  it('is one of what overlaps: the stronger, and of one kind the longer', () => {
    expect(found('https://bob:pass1234@host.example.com')).toEqual(['url-credentials|bob:pass1234']);
    expect(found('password: ann@example.com1')).toEqual(['secret|ann@example.com1']);
    expect(found('ann@example.com, bob@example.com')).toHaveLength(2);
  });

  it('is a number of the countries that are asked for, or of any behind +', () => {
    const german = entityFinder({ entities: ['phone'], countries: ['DE'] });
    expect(found('030 12345678', german)).toEqual(['phone|030 12345678']);
    expect(found('030 12345678', entityFinder({ entities: ['phone'], countries: ['US'] }))).toEqual([]);
    expect(found('+49 30 12345678')).toEqual(['phone|+49 30 12345678']);
  });

  it('has one spelling for each', () => {
    const values = (text: string) => new Set(all(text).map(({ value }) => value));
    expect(values('+1 415-555-2671, (415) 555-2671, 415.555.2671')).toEqual(new Set(['+14155552671']));
    expect(values('Ann@Example.com ann@example.com').size).toBe(1);
    expect(values('2001:DB8:0::1 and 2001:db8::1').size).toBe(1);
    expect(values('DE89 3704 0044 0532 0130 00, de89370400440532013000').size).toBe(1);
  });

  it('is English names where they are asked for, and no name otherwise', () => {
    const text = 'I met Robert Miller in Paris.';
    expect(found(text)).toEqual([]);
    expect(found(text, entityFinder({ entities: [...ENTITIES], countries: [] }))).toEqual(['person|Robert Miller']);
  });
});
