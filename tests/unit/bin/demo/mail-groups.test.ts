import { groupMails, normalizeSubject } from '../../../../src/bin/demo/mail-groups.js';
import { Random } from '../../../../src/ml/random.js';

describe('groupMails', () => {
  it('links mails by sender and by subject, in steps too', () => {
    const mails = [
      { sender: 'a', subject: 'lunch' },
      { sender: 'b', subject: 'Re: Lunch' },
      { sender: 'b', subject: 'dinner' },
      { sender: 'c', subject: 'other' },
    ];
    expect(groupMails(mails, 10)).toEqual({ groups: [0, 0, 0, 3], largest: 3, count: 2 });
  });

  it('does not link mails for having no sender or no subject', () => {
    const mails = [
      { sender: '', subject: '' },
      { sender: '', subject: 'Re: ' },
      { sender: '', subject: '123 !' },
    ];
    expect(groupMails(mails, 10).groups).toEqual([0, 1, 2]);
  });

  it('leaves out the smaller part of a thread where joining would make a group too large', () => {
    const mails = [
      { sender: 'a', subject: 'x' },
      { sender: 'a', subject: 'thread' },
      { sender: 'a', subject: 'thread' },
      { sender: 'b', subject: 'thread' },
      { sender: 'b', subject: 'y' },
    ];
    expect(groupMails(mails, 4).groups).toEqual([0, 0, 0, undefined, 3]);
  });

  it('never has one sender or one subject in two groups, nor a group over the limit', () => {
    const random = new Random(1);
    const mails = Array.from({ length: 2_000 }, () => ({
      sender: `s${random.below(300)}`,
      subject: `topic ${'abcdefghij'[random.below(10)]}${'abcdefghij'[random.below(10)]}${'abcdefghij'[random.below(10)]}`,
    }));
    const { groups, largest } = groupMails(mails, 100);
    expect(largest).toBeLessThanOrEqual(100);
    for (const keyOf of [(i: number) => mails[i]!.sender, (i: number) => mails[i]!.subject]) {
      const groupOfKey = new Map<string, number>();
      groups.forEach((group, i) => {
        if (group === undefined) return;
        expect(groupOfKey.get(keyOf(i)) ?? group).toBe(group);
        groupOfKey.set(keyOf(i), group);
      });
    }
    expect(groups.filter((group) => group !== undefined).length).toBeGreaterThan(500);
  });
});

describe('normalizeSubject', () => {
  it.each([
    ['Re: [ILUG] Re: Lunch on Friday?', 'lunch on friday'],
    ['[Spambayes] FW: RE: test sets', 'test sets'],
    ['FREE!!! $$$ 7377', 'free'],
    ['Re[2]: hello', 'hello'],
    ['Regarding: rent', 'regarding rent'],
    ['[]', ''],
  ])('makes %p %p', (subject, expected) => {
    expect(normalizeSubject(subject)).toBe(expected);
  });
});
