import type { Span } from '../example.js';
import { removeBoilerplate } from './boilerplate.js';
import type { ResolvedCleaning, TextStepName } from './cleaning-options.js';
import { removeControlCharacters } from './control-characters.js';
import { applyEdits, type Edit, moveSpans } from './edits.js';
import { ENCODING_ROUNDS, repairEncoding } from './encoding.js';
import { removeQuotedMail } from './quoted-mail.js';
import { normalize } from './unicode.js';
import { evenOutWhitespace } from './whitespace.js';

/** One way of changing texts. Steps that say what they replace can take spans along; the others give a new text. */
export type TextStep = { name: TextStepName } & (Editing | Rewriting);

interface Editing {
  edits(text: string): Edit[];
  /** How many times at most it is applied to its own result; once by default. */
  rounds?: number;
}

interface Rewriting {
  rewrite(text: string): string | Promise<string>;
}

/** The steps that are on, in the order in which they are applied. Libraries are loaded where they are asked for alone. */
export async function loadTextSteps(cleaning: ResolvedCleaning): Promise<TextStep[]> {
  const { unicode } = cleaning;
  const steps: (TextStep | false | undefined)[] = [
    cleaning.mime && { name: 'mime', rewrite: (await import('./mime.js')).mimeToText },
    cleaning.html && { name: 'html', rewrite: (await import('./html.js')).htmlToText },
    cleaning.encoding && { name: 'encoding', edits: repairEncoding, rounds: ENCODING_ROUNDS },
    unicode && { name: 'unicode', edits: (text) => normalize(text, unicode) },
    cleaning.controlCharacters && { name: 'controlCharacters', edits: removeControlCharacters },
    cleaning.quotedMail && { name: 'quotedMail', edits: removeQuotedMail },
    cleaning.boilerplate && { name: 'boilerplate', edits: removeBoilerplate },
    cleaning.whitespace && { name: 'whitespace', edits: evenOutWhitespace },
  ];
  return steps.filter((step) => !!step);
}

export interface Marked {
  text: string;
  /** What is marked in the text; absent where the task marks nothing. */
  spans?: readonly Span[];
}

/** The same object where nothing changes. */
export async function applyStep(step: TextStep, marked: Marked): Promise<Marked> {
  if ('rewrite' in step) {
    const text = await step.rewrite(marked.text);
    return text === marked.text ? marked : { text };
  }
  let { text, spans } = marked;
  for (let round = 0; round < (step.rounds ?? 1); round++) {
    const edits = step.edits(text);
    if (edits.length === 0) break;
    text = applyEdits(text, edits);
    if (spans) spans = moveSpans(spans, edits, text);
  }
  if (text === marked.text) return marked;
  return spans ? { text, spans } : { text };
}
