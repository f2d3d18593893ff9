import { decodeMail } from '../../../../../src/ml/data/cleaning/decode-mail.js';

const mail = (lines: string[]) => decodeMail(Buffer.from(lines.join('\n'), 'latin1'));

describe('decodeMail', () => {
  it('keeps subject and body and no other header', async () => {
    const read = await mail([
      'From bounce@lists.example Thu Aug 22 12:36:23 2002',
      'Return-Path: <bounce@lists.example>',
      'X-Spam-Status: No, hits=-4.1',
      'From: "Ann Other" <Ann@Example.com>',
      'Subject: Re: [ILUG] lunch',
      '',
      'Shall we meet?  ',
      '',
      '',
      '',
      'Ann',
    ]);
    expect(read).toEqual({
      sender: 'ann@example.com',
      subject: 'Re: [ILUG] lunch',
      text: 'Re: [ILUG] lunch\n\nShall we meet?\n\nAnn',
    });
  });

  it('decodes encoded subjects, transfer encodings and character sets', async () => {
    const read = await mail([
      'From: a@b.c',
      'Subject: =?iso-8859-1?Q?caf=E9?= =?utf-8?B?IOKCrDU=?=',
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=iso-8859-1',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      'na=EFve =',
      'joined',
    ]);
    expect(read.text).toBe('café €5\n\nnaïve joined');
  });

  it('decodes raw 8-bit text by its declared character set', async () => {
    const read = await mail(['From: a@b.c', 'Content-Type: text/plain; charset=windows-1252', '', 'price: \x80 5']);
    expect(read.text).toBe('price: € 5');
  });

  it('reads HTML as text where there is no plain text', async () => {
    const read = await mail([
      'From: a@b.c',
      'Subject: Win',
      'Content-Type: text/html; charset=us-ascii',
      '',
      '<html><style>p {}</style><body><p>Dear <b>friend</b>,</p><table><tr><td>click&nbsp;here</td></tr></table>',
    ]);
    expect(read.text).toBe('Win\n\nDear friend,\nclick here');
  });

  it('prefers the plain part of an alternative, and leaves attachments out', async () => {
    const read = await mail([
      'From: a@b.c',
      'Content-Type: multipart/mixed; boundary=x',
      '',
      '--x',
      'Content-Type: multipart/alternative; boundary=y',
      '',
      '--y',
      'Content-Type: text/plain',
      '',
      'plain words',
      '--y',
      'Content-Type: text/html',
      '',
      '<p>marked-up words</p>',
      '--y--',
      '--x',
      'Content-Type: application/octet-stream',
      'Content-Disposition: attachment; filename=a.bin',
      '',
      'secret bytes',
      '--x--',
    ]);
    expect(read.text).toBe('plain words');
  });

  it.each([
    ['nothing at all', ''],
    ['no blank line', 'garbage'],
    ['an open boundary', 'Content-Type: multipart/mixed; boundary=x\n\n--x\n'],
  ])('reads a mail of %s without failing', async (_, raw) => {
    await expect(decodeMail(Buffer.from(raw))).resolves.toMatchObject({ sender: '' });
  });
});
