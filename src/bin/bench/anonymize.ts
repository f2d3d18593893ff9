/** Measures what anonymising finds and what it takes for something else: `npm run bench:anonymize -- --help`. */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { anonymizeTable, readSentences, scoreAnonymizing } from './anonymize-score.js';

const { values: options } = parseArgs({
  options: {
    sentences: { type: 'string', default: 'tests/reference/anonymizing.jsonl' },
    mistakes: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) {
  console.log(`npm run bench:anonymize -- [options]
  --sentences FILE  JSON Lines of {"text", "spans": [{"start", "end", "label"}]}; tests/reference/anonymizing.jsonl by default
  --mistakes        show every piece that was missed, and every one that was wrong`);
  process.exit(0);
}

const sentences = readSentences(await readFile(options.sentences, 'utf8'));
const { scores, mistakes } = scoreAnonymizing(sentences);
console.log(`${sentences.length} sentences\n`);
console.log(anonymizeTable(scores).join('\n'));
if (options.mistakes) {
  for (const { kind, entity, piece, text } of mistakes) console.log(`${kind} ${entity}: ${piece}\n    ${text}`);
}
