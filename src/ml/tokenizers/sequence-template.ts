// Where special tokens go around one text or two, read from a tokenizer.json's post-processor.
import { z } from 'zod';

import type { Component } from './tokenizer-files.js';
import { invalidTokenizer } from './tokenizer-files.js';

/** A special token's ids or a whole text, and the token type (segment) it belongs to. */
export type TemplatePart = { ids: readonly number[]; typeId: number } | { text: 'A' | 'B'; typeId: number };

export interface SequenceTemplate {
  single: readonly TemplatePart[];
  pair: readonly TemplatePart[];
}

/** How many special tokens a template adds. */
export function specialCount(parts: readonly TemplatePart[]): number {
  return parts.reduce((sum, part) => sum + ('ids' in part ? part.ids.length : 0), 0);
}

const TokenAndId = z.tuple([z.string(), z.int()]);
const BertLike = z.looseObject({ cls: TokenAndId, sep: TokenAndId });
const Part = z.union([
  z.object({ SpecialToken: z.looseObject({ id: z.string(), type_id: z.int() }) }),
  z.object({ Sequence: z.looseObject({ id: z.enum(['A', 'B']), type_id: z.int() }) }),
]);
const Template = z.looseObject({
  single: z.array(Part),
  pair: z.array(Part),
  special_tokens: z.record(z.string(), z.looseObject({ ids: z.array(z.int()) })),
});
const Sequence = z.looseObject({ processors: z.array(z.looseObject({ type: z.string() })) });

const A0 = { text: 'A', typeId: 0 } as const;
const NO_SPECIAL_TOKENS: SequenceTemplate = { single: [A0], pair: [A0, { text: 'B', typeId: 1 }] };

/** @throws InputError `invalid_tokenizer` for a post-processor of an unknown type or shape. */
export function readTemplate(postProcessor: Component | null): SequenceTemplate {
  switch (postProcessor?.type) {
    // ByteLevel only shifts offsets.
    case undefined:
    case 'ByteLevel':
      return NO_SPECIAL_TOKENS;
    case 'TemplateProcessing':
      return fromTemplate(check(postProcessor, Template));
    case 'BertProcessing':
      return bert(check(postProcessor, BertLike));
    case 'RobertaProcessing':
      return roberta(check(postProcessor, BertLike));
    case 'Sequence': {
      const { processors } = check(postProcessor, Sequence);
      return readTemplate(processors.find((each) => each.type !== 'ByteLevel') ?? null);
    }
    default:
      throw invalidTokenizer('tokenizer.json', `the post-processor ${postProcessor?.type} is not supported`);
  }
}

function fromTemplate(template: z.infer<typeof Template>): SequenceTemplate {
  const parts = (list: z.infer<typeof Part>[]): TemplatePart[] =>
    list.map((part) => {
      if ('Sequence' in part) return { text: part.Sequence.id, typeId: part.Sequence.type_id };
      const special = template.special_tokens[part.SpecialToken.id];
      if (special) return { ids: special.ids, typeId: part.SpecialToken.type_id };
      throw invalidTokenizer('tokenizer.json', `the post-processor uses ${part.SpecialToken.id} without its ids`);
    });
  return { single: parts(template.single), pair: parts(template.pair) };
}

function bert({ cls, sep }: z.infer<typeof BertLike>): SequenceTemplate {
  const single: TemplatePart[] = [{ ids: [cls[1]], typeId: 0 }, A0, { ids: [sep[1]], typeId: 0 }];
  return { single, pair: [...single, { text: 'B', typeId: 1 }, { ids: [sep[1]], typeId: 1 }] };
}

/** RoBERTa knows one token type only, and puts two separators between the texts. */
function roberta({ cls, sep }: z.infer<typeof BertLike>): SequenceTemplate {
  const end: TemplatePart = { ids: [sep[1]], typeId: 0 };
  const single: TemplatePart[] = [{ ids: [cls[1]], typeId: 0 }, A0, end];
  return { single, pair: [...single, end, { text: 'B', typeId: 0 }, end] };
}

function check<T>(postProcessor: Component, schema: z.ZodType<T>): T {
  const result = schema.safeParse(postProcessor);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  throw invalidTokenizer('tokenizer.json', `post_processor.${issue.path.join('.')}: ${issue.message}`);
}
