/** Conversations as the model's own template writes them. */
import { Template } from '@huggingface/jinja';
import type { ChatMessage } from '../data/example.js';
import { InputError } from '../input-error.js';
import type { ChatFormat, Tokenizer } from '../tokenizers/tokenizer.js';
import type { Stretch } from './causal-rows.js';

/** For models that come without one. A model that was trained with it has it in its tokenizer_config.json. */
export const PLAIN_CHAT_TEMPLATE =
  "{% for message in messages %}{{ message['role'] }}: {{ message['content'] }}{{ eos_token }}\n{% endfor %}" +
  '{% if add_generation_prompt %}assistant: {% endif %}';

const compiled = new Map<string, Template>();

function templateOf(source: string): Template {
  const known = compiled.get(source) ?? new Template(source);
  compiled.set(source, known);
  return known;
}

/** @param open whether the assistant is to go on from here */
function write({ template, tokens }: ChatFormat, messages: readonly ChatMessage[], open: boolean): string {
  const known = Object.entries(tokens).map(([name, token]) => [name, token ?? '']);
  try {
    return templateOf(template).render({
      ...Object.fromEntries(known),
      messages: messages.map((message) => ({ ...message })),
      add_generation_prompt: open,
    });
  } catch (error) {
    throw new InputError(
      'chat-template-refused',
      `The model's chat template can't write the conversation: ${(error as Error).message}. Its first roles are ${messages
        .slice(0, 3)
        .map(({ role }) => role)
        .join(', ')}.`,
    );
  }
}

const formatOf = (tokenizer: Tokenizer): ChatFormat => {
  const { template = PLAIN_CHAT_TEMPLATE, tokens } = tokenizer.chat;
  return { template, tokens };
};

/** Ids of a conversation up to where the assistant is to speak. */
export const conversationPrompt = (tokenizer: Tokenizer, messages: readonly ChatMessage[]): number[] =>
  tokenizer.encodePart(write(formatOf(tokenizer), messages, true));

/**
 * A conversation in what the assistant says, with what ends it, and the rest.
 * @throws InputError where the template writes a beginning of a conversation otherwise than the conversation begins
 */
export function conversationStretches(tokenizer: Tokenizer, messages: readonly ChatMessage[]): Stretch[] {
  const format = formatOf(tokenizer);
  const stretches: Stretch[] = [];
  let written = '';
  const add = (upTo: string, learned: boolean) => {
    if (!upTo.startsWith(written)) throw notIncremental();
    stretches.push({ ids: tokenizer.encodePart(upTo.slice(written.length)), learned });
    written = upTo;
  };
  messages.forEach(({ role }, i) => {
    if (role !== 'assistant') return;
    add(write(format, messages.slice(0, i), true), false);
    add(write(format, messages.slice(0, i + 1), false), true);
  });
  return stretches;
}

const notIncremental = () =>
  new InputError(
    'chat-template-not-incremental',
    "The model's chat template writes the beginning of a conversation otherwise when more follows, so that the assistant's words can't be told apart. Split each conversation after an assistant's message, one answer an example, or use a template that only appends.",
  );
