import { headerLength, parseHeader } from '../../../../src/ml/artifact/safetensors-header.js';

const DATA_BYTES = 24;
const good =
  '{"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},"b":{"dtype":"F16","shape":[4],"data_offsets":[16,24]}}';

/** A file of this header and `DATA_BYTES` bytes of tensors. */
function parse(json: string | Uint8Array) {
  const bytes = typeof json === 'string' ? new TextEncoder().encode(json) : json;
  return parseHeader(bytes, 8 + bytes.length + DATA_BYTES);
}

describe('a safetensors header', () => {
  it('gives each tensor its place in the file', () => {
    const start = 8 + good.length;
    expect(parse(good).tensors.get('b')).toEqual({
      name: 'b',
      dtype: 'F16',
      shape: [4],
      begin: start + 16,
      end: start + 24,
    });
  });

  it('may be padded, carry metadata, and hold scalars and empty tensors', () => {
    const { tensors, metadata } = parse(
      '{"__metadata__":{"format":"pt"},"s":{"dtype":"F64","shape":[],"data_offsets":[0,8]},"e":{"dtype":"F32","shape":[0,7],"data_offsets":[8,8]},"r":{"dtype":"U8","shape":[16],"data_offsets":[8,24]}}   ',
    );
    expect(metadata).toEqual({ format: 'pt' });
    expect([...tensors.keys()]).toEqual(['s', 'e', 'r']);
  });

  it('treats __proto__ as a name like any other', () => {
    const { tensors } = parse('{"__proto__":{"dtype":"U8","shape":[24],"data_offsets":[0,24]}}');
    expect([...tensors.keys()]).toEqual(['__proto__']);
  });

  const entry = (fields: string) => `{"a":{${fields}}}`;
  it.each([
    ['not JSON', '{"a":', /not JSON in UTF-8/],
    ['not UTF-8', Uint8Array.of(0x7b, 0xff, 0x7d), /not JSON in UTF-8/],
    ['an array', '[]', /must be a JSON object/],
    ['null', 'null', /must be a JSON object/],
    ['a tensor that is no object', '{"a":3}', /tensor "a"/],
    ['metadata that is not text', '{"__metadata__":{"n":1}}', /__metadata__ must be an object of strings/],
    ['an unknown type', entry('"dtype":"F33","shape":[6],"data_offsets":[0,24]'), /dtype/],
    ['an unknown field', entry('"dtype":"F32","shape":[6],"data_offsets":[0,24],"x":1'), /Unrecognized key/],
    ['no offsets', entry('"dtype":"F32","shape":[6]'), /data_offsets/],
    ['three offsets', entry('"dtype":"F32","shape":[6],"data_offsets":[0,12,24]'), /data_offsets/],
    ['a negative size', entry('"dtype":"F32","shape":[-6],"data_offsets":[0,24]'), /shape\.0/],
    ['a broken size', entry('"dtype":"F32","shape":[1.5,4],"data_offsets":[0,24]'), /shape\.0/],
    ['a negative offset', entry('"dtype":"F32","shape":[6],"data_offsets":[-24,0]'), /data_offsets\.0/],
    ['too many dimensions', entry(`"dtype":"F32","shape":[${'1,'.repeat(8)}6],"data_offsets":[0,24]`), /shape/],
    [
      'a size that disagrees with the shape',
      entry('"dtype":"F32","shape":[5],"data_offsets":[0,24]'),
      /takes 20 bytes/,
    ],
    ['offsets the wrong way round', entry('"dtype":"F32","shape":[6],"data_offsets":[24,0]'), /takes 24 bytes/],
    [
      'a shape whose product overflows',
      entry('"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,24]'),
      /takes/,
    ],
    [
      'a product that overflows to 0 in 64 bits',
      entry('"dtype":"U8","shape":[4294967296,4294967296],"data_offsets":[0,0]'),
      /takes/,
    ],
    ['an end beyond the file', entry('"dtype":"F32","shape":[7],"data_offsets":[0,28]'), /cut short/],
    [
      'a gap before',
      entry('"dtype":"F32","shape":[5],"data_offsets":[4,24]'),
      /4 bytes before tensor "a" belong to no tensor/,
    ],
    ['a rest after', entry('"dtype":"F32","shape":[5],"data_offsets":[0,20]'), /last 4 bytes belong to no tensor/],
    ['no tensors but data', '{}', /last 24 bytes belong to no tensor/],
    [
      'an overlap',
      '{"a":{"dtype":"U8","shape":[16],"data_offsets":[0,16]},"b":{"dtype":"U8","shape":[12],"data_offsets":[12,24]}}',
      /tensor "b" overlaps/,
    ],
    [
      'an empty tensor inside another',
      '{"a":{"dtype":"U8","shape":[24],"data_offsets":[0,24]},"b":{"dtype":"U8","shape":[0],"data_offsets":[12,12]}}',
      /tensor "b" overlaps/,
    ],
    [
      'a name twice, once escaped',
      '{"a":{"dtype":"U8","shape":[24],"data_offsets":[0,24]},"\\u0061":{"dtype":"U8","shape":[24],"data_offsets":[0,24]}}',
      /names "a" twice/,
    ],
    ['a field twice', entry('"dtype":"U8","shape":[24],"shape":[24],"data_offsets":[0,24]'), /names "shape" twice/],
  ])('is refused with %s', (_, json, message) => {
    expect(() => parse(json)).toThrow(message);
  });
});

describe('the length before the header', () => {
  const prefix = (length: bigint) => {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigUint64(0, length, true);
    return bytes;
  };

  it('is read as 64 bits, little-endian', () => {
    expect(headerLength(prefix(300n), 400)).toBe(300);
  });

  it.each([
    ['a file of 3 bytes', new Uint8Array(3), 3, /ends after 3/],
    ['more than the file has', prefix(93n), 100, /cut short/],
    ['more than is ever read', prefix(2n ** 63n), 2 ** 40, /at most 16777216/],
  ])('is refused when it says %s', (_, bytes, fileBytes, message) => {
    expect(() => headerLength(bytes, fileBytes)).toThrow(message);
  });
});
