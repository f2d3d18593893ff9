// HTML to plain text blocks: for cleaning, the pretraining corpus (documentation pages) and the demo (HTML mail).
import { Parser } from 'htmlparser2';

export interface HtmlTextOptions {
  /** Elements whose whole content is left out, besides scripts and styles. */
  skipElements?: ReadonlySet<string>;
  /** Elements with a class or id that matches are left out whole: navigation, sidebars, code listings. */
  skipMarked?: RegExp;
}

const INVISIBLE = new Set(['script', 'style', 'head', 'noscript', 'template', 'svg', 'math', 'iframe', 'object']);

const VOID = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'param', 'source']);

const INLINE = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike strong sub sup time tt u var w'.split(
    ' ',
  ),
);

/**
 * The visible text of an HTML document: one string for each block (paragraph, list item, heading, cell), white space
 * collapsed, empty blocks dropped. Malformed HTML is read as far as it goes; it never throws.
 */
export function htmlToBlocks(html: string, options: HtmlTextOptions = {}): string[] {
  const blocks: string[] = [];
  let text = '';
  // The depth inside a skipped element; 0 outside. Skipped elements may nest others.
  let skipDepth = 0;
  const flush = () => {
    const block = text.replace(/\s+/g, ' ').trim();
    if (block !== '') blocks.push(block);
    text = '';
  };
  const skips = (name: string, attributes: Record<string, string>) =>
    INVISIBLE.has(name) ||
    options.skipElements?.has(name) ||
    // Themes mark the whole page too ("sidebar-visible" on <html>).
    (name !== 'html' &&
      name !== 'body' &&
      options.skipMarked?.test(`${attributes.class ?? ''} ${attributes.id ?? ''}`));

  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (skipDepth > 0) {
          if (!VOID.has(name)) skipDepth++;
          return;
        }
        if (!VOID.has(name) && skips(name, attributes)) skipDepth = 1;
        if (name === 'br') text += ' ';
        else if (!INLINE.has(name)) flush();
      },
      ontext(data) {
        if (skipDepth === 0) text += data;
      },
      onclosetag(name) {
        if (skipDepth > 0) {
          if (!VOID.has(name)) skipDepth--;
        } else if (name !== 'br' && !INLINE.has(name)) flush();
      },
    },
    { decodeEntities: true },
  );
  parser.write(html);
  parser.end();
  flush();
  return blocks;
}
