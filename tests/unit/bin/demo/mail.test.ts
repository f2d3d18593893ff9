import type { ReadMail } from '../../../../src/bin/demo/mail.js';
import { toExamples } from '../../../../src/bin/demo/mail.js';

describe('toExamples', () => {
  const read = (text: string, sender: string, label: 'ham' | 'spam' = 'ham'): ReadMail => ({
    source: `folder/${text}`,
    label,
    sender,
    subject: '',
    text,
  });

  it('keeps the first of equal texts, drops empty ones, and says how many', () => {
    const { examples, report } = toExamples([
      read('one', 'a'),
      read('', 'b'),
      read('two', 'b', 'spam'),
      read('one', 'c', 'spam'),
    ]);
    expect(examples).toEqual([
      { text: 'one', label: 'ham', group: 'mail-group-0', metadata: { source: 'folder/one' } },
      { text: 'two', label: 'spam', group: 'mail-group-1', metadata: { source: 'folder/two' } },
    ]);
    expect(report).toEqual({
      read: 4,
      empty: 1,
      duplicates: 1,
      linking: 0,
      kept: 2,
      ham: 1,
      spam: 1,
      groups: 2,
      largestGroup: 1,
    });
  });

  it('leaves out what a group has no room for', () => {
    const { examples, report } = toExamples([read('1', 'a'), read('2', 'a'), read('3', 'a')], 2);
    expect(examples.map((example) => example.text)).toEqual(['1', '2']);
    expect(report.linking).toBe(1);
  });
});
