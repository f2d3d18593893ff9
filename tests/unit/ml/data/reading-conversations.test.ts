import type { DatasetTask } from '../../../../src/ml/data/example.js';
import { type BuildRequest, buildVersion, jsonLines } from '../../../support/dataset-version.js';

const ALL = { split: { train: 1, validation: 0, test: 0 } };

function build<Task extends DatasetTask>(task: Task, source: string, request: BuildRequest<Task> = {}) {
  return buildVersion(source, { ...request, task, options: { ...ALL, ...request.options } });
}

describe('prompts and completions', () => {
  const task = 'text-generation';
  const rows = [
    { prompt: '2 + 2 =', completion: ' 4' },
    { prompt: 'def f():', completion: '\n  pass' },
  ];

  it.each([
    ['CSV', 'prompt,completion\n2 + 2 =," 4"\ndef f():,"\n  pass"\n'],
    ['CSV with other names', 'Instruction,Output\n2 + 2 =," 4"\ndef f():,"\n  pass"\n'],
    ['a table of questions', 'answer,question\n" 4",2 + 2 =\n"\n  pass",def f():\n'],
    ['TSV', 'prompt\tresponse\n2 + 2 =\t 4\ndef f():\t"\n  pass"\n'],
    ['JSON Lines', jsonLines(rows)],
    ['a JSON array', JSON.stringify(rows)],
  ])('are read from %s, white space and all', async (_, source) => {
    const { splits, labels, report } = await build(task, source);
    expect(splits.train.map(({ prompt, completion }) => ({ prompt, completion }))).toEqual(rows);
    expect([labels, report.labels]).toEqual([null, {}]);
  });

  it('keep what else a table has as metadata', async () => {
    const { splits, decisions, report } = await build(task, 'instruction,input,output\nAdd up,2 2,4\n');
    expect(decisions.columns).toEqual({ prompt: 'instruction', completion: 'output' });
    expect(splits.train[0]!.metadata).toEqual({ input: '2 2' });
    expect(report.warnings.join()).toContain('kept as metadata: input');
  });

  it.each<[string, string, RegExp]>([
    ['no prompt', jsonLines([{ completion: 'a' }, ...rows]), /^Line 1 prompt is missing/],
    ['a blank prompt', jsonLines([{ prompt: ' \n', completion: 'a' }]), /^Line 1 prompt is empty/],
    ['no completion', 'prompt,completion\na,\nb,c\n', /^Line 2 completion is missing or empty/],
    ['a blank completion', jsonLines([{ prompt: 'a', completion: ' ' }]), /^Line 1 completion is empty/],
    ['a list', jsonLines([{ prompt: ['a'], completion: 'b' }]), /prompt must be a string; found \["a"\]/],
    ['no column for either', 'text,label\na,b\n', /needs a column for prompt; none was recognised/],
  ])('are refused with %s', async (_, source, message) => {
    await expect(build(task, source)).rejects.toThrow(message);
  });

  it('go by their prompts: the same prompt is in one split, whatever follows it', async () => {
    const many = Array.from({ length: 60 }, (_, i) => ({ prompt: `question ${i % 30}`, completion: `answer ${i}` }));
    const { report, splits } = await buildVersion(jsonLines([...many, ...many.slice(0, 3)]), { task });
    expect(report.rows.dropped).toEqual({ duplicate: 3 });
    expect(report.conflicts).toBe(30);
    expect(report.leakage.texts).toEqual({ trainValidation: 0, trainTest: 0, validationTest: 0 });
    expect([splits.train.length, splits.validation.length, splits.test.length]).toEqual([48, 6, 6]);
    const pinned = [many[0]!, many[30]!].map((row, i) => ({ ...row, split: i ? 'test' : 'train' }));
    const given = await buildVersion(jsonLines(pinned), { task });
    expect(given.report.leakage.texts.trainTest).toBe(1);
  });
});

describe('conversations', () => {
  const task = 'chat';
  const messages = [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Hello?' },
    { role: 'assistant', content: 'Hi, "you".' },
  ] as const;
  const cell = JSON.stringify(messages).replaceAll('"', '""');

  it.each([
    ['CSV', `id,messages\n7,"${cell}"\n`],
    ['CSV with another name', `Conversations,id\n"${cell}",7\n`],
    ['TSV', `id\tmessages\n7\t"${cell}"\n`],
    ['JSON Lines', jsonLines([{ id: '7', messages }])],
    ['a JSON array', JSON.stringify([{ id: '7', conversations: messages }])],
  ])('are read from %s', async (_, source) => {
    const { splits } = await build(task, source);
    expect(splits.train).toEqual([
      { id: expect.stringMatching(/^ex_[0-9a-f]{32}$/), messages, metadata: { id: '7' }, split: 'train' },
    ]);
  });

  const user = { role: 'user', content: 'a' };
  const assistant = { role: 'assistant', content: 'b' };
  it.each<[string, unknown, RegExp]>([
    ['a text', 'Hello', /^Line 1 messages must be a list such as .*; found "Hello"/],
    [
      'ShareGPT’s fields',
      [{ from: 'human', value: 'a' }],
      /messages\[0\] must be an object of role, content; found "from"/,
    ],
    ['a field too many', [user, { ...assistant, name: 'x' }], /messages\[1\] must be an object of role, content/],
    [
      'an unknown role',
      [{ ...user, role: 'human' }, assistant],
      /messages\[0\]\.role must be one of system, user, assi/,
    ],
    [
      'a late system message',
      [user, { ...user, role: 'system' }, assistant],
      /messages\[1\]\.role is system; only the f/,
    ],
    ['an empty message', [user, { ...assistant, content: ' ' }], /^Line 1 messages\[1\]\.content is empty/],
    ['content in parts', [{ ...user, content: [] }, assistant], /messages\[0\]\.content must be a string; found \[\]/],
    ['no assistant', [user, user], /messages has none of the assistant/],
    ['no messages', [], /messages has none of the assistant/],
    ['nothing to answer', [assistant, user], /one of the assistant only, as the first/],
    ['too many messages', [user, assistant, user, assistant, user], /messages has 5 items; at most 4 are allowed/],
    [
      'too much text',
      [user, { ...assistant, content: 'x'.repeat(50) }],
      /messages has 51 characters in all; at most 50/,
    ],
    ['half a character', [user, { ...assistant, content: '\ud83d' }], /messages\[1\]\.content holds half a character/],
    ['nothing', null, /^Line 1 messages is missing or empty/],
  ])('are refused with %s', async (_, given, message) => {
    const source = jsonLines([{ messages: given }, { messages: [user, assistant] }]);
    await expect(build(task, source, { limits: { messages: 4, textLength: 50 } })).rejects.toThrow(message);
  });

  it('go by all messages before the last answer', async () => {
    const talk = (...contents: string[]) => ({
      messages: contents.map((content, i) => ({ role: i % 2 ? 'assistant' : 'user', content })),
    });
    const rows = [
      talk('q', 'a'),
      talk('q', 'a'),
      talk('q', 'b'),
      talk('q', 'a', 'r', 'c'),
      talk('q', 'b', 'r', 'c'),
      talk('q', 'b', 'r', 'c', 's'),
    ];
    const { report } = await build(task, jsonLines(rows));
    expect(report.rows).toMatchObject({ kept: 5, dropped: { duplicate: 1 } });
    expect(report.conflicts).toBe(2);
  });

  it('tell who says what: the same words of another speaker are another conversation', async () => {
    const rows = [
      { messages: [{ role: 'system', content: 'q' }, assistant] },
      { messages: [{ role: 'user', content: 'q' }, assistant] },
    ];
    const { report } = await build(task, jsonLines(rows));
    expect(report).toMatchObject({ rows: { kept: 2 }, conflicts: 0 });
  });
});
