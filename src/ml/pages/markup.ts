import { type Attributes, escapeXml } from '../evaluation/plots/svg.js';

/** Text that is markup already. Whatever is not of this class is escaped, so that forgetting to do so cannot happen. */
export class Markup {
  constructor(readonly source: string) {}
}

export type Content = string | number | Markup | null | readonly Content[];

/** Elements that have no end. */
const VOID = new Set(['meta', 'br', 'hr', 'col']);

/** An element of HTML. Strings in it are text; null is nothing. */
export function tag(name: string, attributes: Attributes, ...content: Content[]): Markup {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`);
  const head = `<${name}${written.join('')}>`;
  return new Markup(VOID.has(name) ? head : `${head}${sourceOf(content)}</${name}>`);
}

/** What is from outside: the direction of its letters does not run into ours. */
export const foreign = (text: string): Markup => tag('bdi', {}, text);

export function sourceOf(content: Content): string {
  if (content === null) return '';
  if (content instanceof Markup) return content.source;
  if (typeof content === 'object') return content.map(sourceOf).join('');
  return escapeXml(String(content));
}
