import type { Reader } from './reader.js';
import { paragraphsOf } from './reader.js';

/** Plain text, one document a file; a licence header in an HTML comment is dropped. */
export const plainReader: Reader = (bytes) => [paragraphsOf(bytes.toString('utf8').replace(/<!--[\s\S]*?-->/g, ''))];
