import type { ChatMessage } from '../../../../src/ml/data/example.js';
import {
  conversationPrompt,
  conversationStretches,
  PLAIN_CHAT_TEMPLATE,
} from '../../../../src/ml/task-types/chat-template.js';
import type { Tokenizer } from '../../../../src/ml/tokenizers/tokenizer.js';
import { referenceTokenizer } from '../../../support/reference-tokenizer.js';

const withTemplate = (chat_template?: string | object[]) => referenceTokenizer('byte-level-gpt2', { chat_template });
const decoded = (tokenizer: Tokenizer, messages: ChatMessage[]) =>
  conversationStretches(tokenizer, messages).map(({ ids, learned }) => ({ text: tokenizer.decode([...ids]), learned }));

const TURNS: ChatMessage[] = [
  { role: 'system', content: 'You add.' },
  { role: 'user', content: '1 plus 1?' },
  { role: 'assistant', content: '2' },
  { role: 'user', content: 'and 1?' },
  { role: 'assistant', content: '3' },
  { role: 'user', content: 'thanks' },
];

describe('a conversation', () => {
  it('is learned where the assistant speaks, with what ends its words, and nowhere else', () => {
    const tokenizer = withTemplate();
    expect(decoded(tokenizer, TURNS)).toEqual([
      { text: 'system: You add.\nuser: 1 plus 1?\nassistant: ', learned: false },
      { text: '2\n', learned: true },
      { text: 'user: and 1?\nassistant: ', learned: false },
      { text: '3\n', learned: true },
    ]);
    const learned = conversationStretches(tokenizer, TURNS).filter((stretch) => stretch.learned);
    for (const { ids } of learned) expect(ids).toContain(tokenizer.endId);
  });

  it('is asked as it was learned', () => {
    const tokenizer = withTemplate();
    const [before, answer, between] = conversationStretches(tokenizer, TURNS);
    expect(conversationPrompt(tokenizer, TURNS.slice(0, 2))).toEqual(before!.ids);
    expect(conversationPrompt(tokenizer, TURNS.slice(0, 4))).toEqual([...before!.ids, ...answer!.ids, ...between!.ids]);
  });

  it("is written with the model's own template", () => {
    const template =
      '{{ bos_token }}{% for m in messages %}<{{ m.role }}>{{ m.content | trim }}</s>{% endfor %}{% if add_generation_prompt %}<assistant>{% endif %}';
    const tokenizer = withTemplate([
      { name: 'tool_use', template: 'x' },
      { name: 'default', template },
    ]);
    expect(
      decoded(tokenizer, [
        { role: 'user', content: ' a ' },
        { role: 'assistant', content: 'b' },
      ]),
    ).toEqual([
      { text: '<user>a</s><assistant>', learned: false },
      { text: 'b</s>', learned: true },
    ]);
  });

  it('is written plainly where the model has no template, as with the one that is then saved', () => {
    const saved = withTemplate(PLAIN_CHAT_TEMPLATE);
    expect(conversationStretches(withTemplate(), TURNS)).toEqual(conversationStretches(saved, TURNS));
  });

  it('is refused where its beginning is written otherwise once more follows', () => {
    const lastOnly = '{% for m in messages %}{{ m.role }}{% if loop.last %}!{% endif %} {{ m.content }} {% endfor %}';
    expect(() => conversationStretches(withTemplate(lastOnly), TURNS)).toThrow(
      expect.objectContaining({ code: 'chat-template-not-incremental' }),
    );
  });

  it("is refused with the template's own words where that can't write it", () => {
    const strict = "{{ raise_exception('Only two roles are allowed') }}";
    expect(() => conversationPrompt(withTemplate(strict), TURNS)).toThrow(
      expect.objectContaining({
        code: 'chat-template-refused',
        message: expect.stringMatching(/Only two roles are allowed.*system, user, assistant/),
      }),
    );
  });

  it('does not let a template change the messages', () => {
    const frozen = TURNS.map((turn) => Object.freeze({ ...turn }));
    expect(() => conversationStretches(withTemplate(), Object.freeze(frozen) as ChatMessage[])).not.toThrow();
  });
});
