import { deflateSync } from 'node:zlib';

import { botocoreReader } from '../../../../src/bin/pretrain/readers/botocore.reader.js';
import { plainReader } from '../../../../src/bin/pretrain/readers/plain.reader.js';
import { rdataReader } from '../../../../src/bin/pretrain/readers/rdata.reader.js';
import { wordnetReader } from '../../../../src/bin/pretrain/readers/wordnet.reader.js';

describe('corpus readers', () => {
  it('reads a synset as its words, gloss and examples, without the licence above it', () => {
    const file = [
      '  1 This software and database is being provided to you, the LICENSEE | by',
      '00004258 03 n 02 living_thing 0 animate_thing(a) 0 001 @ 00003553 n 0000 | a living entity; "it lives"  ',
    ].join('\n');
    expect(wordnetReader(Buffer.from(file), 'data.noun')).toEqual([
      ['living thing, animate thing: a living entity; "it lives".'],
    ]);
  });

  it('reads plain text by blank lines, without licence comments', () => {
    expect(plainReader(Buffer.from('<!--\nlicence\n-->one\ntwo\r\n \r\nthree'), 'a.txt')).toEqual([
      ['one\ntwo', 'three'],
    ]);
  });

  it('finds the long string vectors in an R database', () => {
    const lines = Array.from({ length: 600 }, (_, i) => (i % 3 === 2 ? '' : `line ${i}`));
    const strings = lines.map((line) => Buffer.concat([int(0x00040009), int(line.length), Buffer.from(line)]));
    const object = Buffer.concat([Buffer.from('X\n'), int(16), int(lines.length), ...strings, int(0xfe)]);
    const record = deflateSync(object);
    const database = Buffer.concat([int(object.length), record, int(object.length), record]);
    const documents = rdataReader(database, 'Rdata.rdb');
    expect(documents).toHaveLength(2);
    expect(documents[0]!.slice(0, 2)).toEqual(['line 0\nline 1', 'line 3\nline 4']);
  });

  it('reads the documentation of a service, its operations and its data types', () => {
    const model = {
      documentation: '<p>The service.</p>',
      operations: { Create: { documentation: '<p>Creates <code>it</code>.</p>' }, Delete: {} },
      shapes: { Thing: { documentation: '<p>A thing.</p>', members: { Name: { documentation: 'Its name.' } } } },
    };
    expect(botocoreReader(Buffer.from(JSON.stringify(model)), 'service-2.json')).toEqual([
      ['The service.', 'Creates it.', 'A thing.', 'Its name.'],
    ]);
  });
});

function int(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
