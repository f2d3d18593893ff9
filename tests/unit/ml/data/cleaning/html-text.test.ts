import { htmlToBlocks } from '../../../../../src/ml/data/cleaning/html-text.js';

describe('htmlToBlocks', () => {
  it('gives one string a block with white space collapsed and entities decoded', () => {
    expect(htmlToBlocks('<h1>Dear  Sir</h1><p>You &amp; <b>your</b>\nfamily&nbsp;won.<br>Call now</p>')).toEqual([
      'Dear Sir',
      'You & your family won. Call now',
    ]);
  });

  it('leaves out scripts, styles and the head', () => {
    expect(
      htmlToBlocks('<head><title>t</title></head><style>p{}</style><script>if (a<b) x()</script><p>text</p>'),
    ).toEqual(['text']);
  });

  it('leaves out what the caller skips, with everything inside', () => {
    const html =
      '<html class="nav"><table><tr><td>cell<br></td></tr></table><div class="nav">menu<p>x</p></div>rest</html>';
    expect(htmlToBlocks(html, { skipElements: new Set(['table']), skipMarked: /\bnav\b/ })).toEqual(['rest']);
  });

  it.each(['<p>never closed <b>bold', 'a < b and <', '</p></div>stray', '<!-- open', '<td>'])(
    'reads malformed %j',
    (html) => {
      expect(() => htmlToBlocks(html)).not.toThrow();
    },
  );
});
