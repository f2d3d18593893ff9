import { allows } from '../../../src/platform/auth/scopes.js';
import { formatKey, hashSecret, matchesHash, newSecret, parseKey } from '../../../src/platform/auth/secret.js';

describe('API keys', () => {
  it('come apart as they were put together', () => {
    const key = { publicId: 'abc', secret: newSecret() };
    expect(parseKey(formatKey(key))).toEqual(key);
  });

  it('may have a secret with underscores and hyphens', () => {
    const secret = '-_'.repeat(20);
    expect(parseKey(`tk_abc_${secret}`)).toEqual({ publicId: 'abc', secret });
  });

  it.each([
    '',
    'tk_abc',
    'tk_abc_short',
    `sk_abc_${'x'.repeat(40)}`,
    `tk__${'x'.repeat(40)}`,
    `tk_a b_${'x'.repeat(40)}`,
  ])('"%s" is none', (token) => expect(parseKey(token)).toBeNull());

  it('are known by the hash of their secret', () => {
    const hash = hashSecret('secret');
    expect(hash).toBe('2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b');
    expect([matchesHash('secret', hash), matchesHash('Secret', hash)]).toEqual([true, false]);
  });

  it('do what their scopes say, and admin does everything', () => {
    expect([allows(['read'], 'read'), allows(['write'], 'read'), allows(['admin'], 'predict')]).toEqual([
      true,
      false,
      true,
    ]);
  });
});
