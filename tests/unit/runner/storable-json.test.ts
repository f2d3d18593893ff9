import { storableJson, storableText } from '../../../src/runner/storable-json.js';

describe('JSON for PostgreSQL', () => {
  it('replaces what jsonb refuses, however deep, and nothing else', () => {
    const text = storableJson({ deep: [{ text: 'a\0b\uD800c' }], escaped: '\\u0000', emoji: '\u{1F600}' });
    expect(JSON.parse(text)).toEqual({ deep: [{ text: 'a\uFFFDb\uFFFDc' }], escaped: '\\u0000', emoji: '\u{1F600}' });
  });

  it('leaves ordinary text alone', () => {
    expect(storableText('ordinary: ü\n')).toBe('ordinary: ü\n');
  });
});
