import { htmlToBlocks } from '../../../ml/data/cleaning/html-text.js';
import type { Reader } from './reader.js';

const NOT_PROSE = {
  skipElements: new Set(['pre', 'table', 'nav', 'header', 'footer', 'aside', 'form', 'button', 'select', 'textarea']),
  skipMarked:
    /\b(sphinx)?sidebar\b|\brelated\b|\btoc\b|navbar|navheader|navfooter|breadcrumb|highlight|programlisting|headerlink/i,
};

/** A documentation page without its code listings, tables and navigation. */
export const htmlReader: Reader = (bytes) => [htmlToBlocks(bytes.toString('utf8'), NOT_PROSE)];
