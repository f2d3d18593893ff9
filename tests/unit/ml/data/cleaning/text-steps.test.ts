import { readFileSync } from 'node:fs';
import type { ResolvedCleaning } from '../../../../../src/ml/data/cleaning/cleaning-options.js';
import { applyStep, loadTextSteps } from '../../../../../src/ml/data/cleaning/text-step.js';

/** A text after the steps that are on. */
async function cleaned(text: string, steps: Partial<ResolvedCleaning>): Promise<string> {
  let marked = { text };
  for (const step of await loadTextSteps({ duplicates: 'drop', ...steps })) marked = await applyStep(step, marked);
  return marked.text;
}

describe('unicode', () => {
  it.each([
    'cafe\u0301',
    '\u1112\u1161\u11ab\u1100\u1173\u11af',
    '\u0041\u030a\u0327',
    'a\u0323\u0307 \u00e9',
    '\u0915\u093c',
  ])('brings %s to the normal form that it has as a whole', async (text) => {
    expect(await cleaned(text, { unicode: 'NFC' })).toBe(text.normalize('NFC'));
  });

  it('replaces characters that only look different where asked for NFKC', async () => {
    expect(await cleaned('ﬁne ① ｆｕｌｌ ™', { unicode: 'NFKC' })).toBe('fine 1 full TM');
    expect(await cleaned('ﬁne ①', { unicode: 'NFC' })).toBe('ﬁne ①');
  });
});

describe('encoding', () => {
  it.each([
    ['cafÃ© crÃ¨me', 'café crème'],
    ['Donâ€™t â€œquoteâ€\u009d me â€“ ever', 'Don’t “quote” me – ever'],
    ['Itâ\u0080\u0099s Latin-1', 'It’s Latin-1'],
    ['20Â°C, Â£5 and Â©', '20°C, £5 and ©'],
    ['it costs 5â‚¬ â„¢', 'it costs 5€ ™'],
    ['Ã\u00a0 la carte', 'à la carte'],
    ['voilÃ\u00a0, cafÃ©', 'voilà, café'],
    ['Ð¿Ñ€Ð¸Ð²ÐµÑ‚', 'привет'],
    ['ä½\u00a0å¥½', '你好'],
    ['smile ðŸ˜€', 'smile 😀'],
    ['twice: donÃ¢â‚¬â„¢t', 'twice: don’t'],
    ['CAFÉ\u0094 and L\u0092ÉTÉ\u0085 créée', 'CAFÉ” and L’ÉTÉ… créée'],
    ['Å‚Ã³dÅº, za\u00c5\u00bc\u00c3\u00b3\u00c5\u0082\u00c4\u0087', 'łódź, zażółć'],
  ])('puts %j right', async (broken, whole) => {
    expect(await cleaned(broken, { encoding: true })).toBe(whole);
  });

  it.each([
    'He said: “I love the CAFÉ”…',
    'AMANHÃ… JÁ É NATAL – ÓTIMO!',
    'die Straß“ und „Größe“',
    'un café”— dit-elle, à côté…',
    'VOILÀ» et «DÉJÀ»',
    'SKÅ™ and MIRÓ®',
    'naïve façade, über Ångström',
    'Tōkyō 東京 Привет ελληνικά',
    'IRMÃ” and â€ alone',
    '20 °C, £5, ½ ‰',
    // Korean, Thai, Chinese, Japanese, Russian and Turkish in their old encodings, read as Windows-1252.
    '¿äÁò ¶ß´Â Á÷Á¾ º£½ºÆ®¿Í ÀÚ°ÝÁõ µû±â ¿\u00adÇ³ÀÔ´Ï´Ù. 20´ë ÀþÀºÀÌµéÀÌ »ÌÀº ÀÏÇÏ°í ½ÍÀº ºÐ¾ß',
    'ÊÓËÃÑº·èÒ¹·ÕèµéÍ§¡ÒÃÃÒÂä´éàÊÃÔÁ',
    '¿Ë·RªºªB¤Í¡A¯²ª÷«K©yªº¿ì¤½«Ç¡A¾A¦X¦UºØ°Ó·~»Ý¨D',
    '“ú–{Œê‚ÌƒeƒLƒXƒg‚ð“Ç‚Þ\u0081B‚\u00a0‚è‚ª‚Æ‚¤',
    'Ïðèâåò, êàê äåëà? Âñ¸ õîðîøî, ñïàñèáî çà ïèñüìî',
    'aðustos þubat Ýstanbul ýðdýr',
  ])('leaves %j alone', async (whole) => {
    expect(await cleaned(whole, { encoding: true })).toBe(whole);
  });

  it('comes to what ftfy comes to, on texts of many languages and on whole ones', async () => {
    const file = new URL('../../../../reference/cleaning/encoding.json', import.meta.url);
    const cases: { broken: string; ftfy: string; whole: string | null }[] = JSON.parse(readFileSync(file, 'utf8'));
    for (const { broken, ftfy, whole } of cases) {
      expect(await cleaned(broken, { encoding: true })).toBe(ftfy);
      if (whole !== null) expect(ftfy).toBe(whole);
    }
  });

  it('undoes a wrong reading of any text whose every word shows it', async () => {
    const texts = [
      'Élan vital, déjà vu — “naïve”',
      'Größe, Übergröße: 3 € für ßelten',
      'Ελλάδα και Κύπρος',
      '日本語のテキスト',
    ];
    for (const text of texts) {
      const misread = new TextDecoder('windows-1252').decode(Buffer.from(text));
      expect(await cleaned(misread, { encoding: true })).toBe(text);
    }
  });
});

describe('controlCharacters', () => {
  it('removes what cannot be seen', async () => {
    const text = '\ufeffa\u00adb\u200bc\u0007d\u200ee\u2060f\u0085g\u000bh\ti\r\nj\u200dk';
    expect(await cleaned(text, { controlCharacters: true })).toBe('abcdef\ng\nh\ti\r\njk');
  });

  it('leaves joiners where they are part of the spelling', async () => {
    for (const text of ['👩\u200d👩\u200d👧', '👍🏽\u200d♂️', 'می\u200cخواهم', 'क्\u200dष']) {
      expect(await cleaned(text, { controlCharacters: true })).toBe(text);
    }
  });
});

describe('html', () => {
  it('gives the visible text, a line a block', async () => {
    const html =
      '<style>p {}</style><h1>Your  order</h1><p>Dear <b>Ann</b>,<br>it&rsquo;s &lt;late&gt;</p><script>x()</script>';
    expect(await cleaned(html, { html: true })).toBe('Your order\nDear Ann, it’s <late>');
  });

  it('keeps the lines of a text that only has some tags in it', async () => {
    const text = 'Dear Ann,\n\nI <b>saw</b> it &amp; said:<!-- a\nb -->\n> <pre>x  y\nBye<br>\n1 < 2\n';
    expect(await cleaned(text, { html: true })).toBe('Dear Ann,\n\nI saw it & said:\n> \nx  y\nBye\n\n1 < 2\n');
    expect(await cleaned('Hello<br>World', { html: true })).toBe('Hello World');
  });

  it('decodes entities in texts without tags, and leaves what only looks like a tag', async () => {
    expect(await cleaned('AT&amp;T isn&#39;t &copy; R&D', { html: true })).toBe("AT&T isn't © R&D");
    for (const text of [
      'if a < b and c > d',
      'List<String> x',
      'I <3 you',
      'a <ann@example.com> b\n\n  c',
      'x &y; &amp z',
    ]) {
      expect(await cleaned(text, { html: true })).toBe(text);
    }
  });
});

describe('mime', () => {
  it('gives subject and body of raw mail, decoded', async () => {
    const mail = [
      'From: Ann <ann@example.com>',
      'Subject: =?utf-8?q?Caf=C3=A9?=',
      'Content-Type: multipart/alternative; boundary="b"',
      '',
      '--b',
      'Content-Type: text/plain; charset=iso-8859-1',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      'Ol=E1, caf=E9',
      '--b',
      'Content-Type: text/html',
      '',
      '<p>Other</p>',
      '--b--',
    ];
    expect(await cleaned(mail.join('\r\n'), { mime: true })).toBe('Café\n\nOlá, café');
  });

  it('takes characters that have been decoded before as they are, whatever the headers say', async () => {
    const mail = 'From: a@b.c\nSubject: Größe\nContent-Type: text/plain; charset=iso-8859-1\n\nÜber 😀 alles';
    expect(await cleaned(mail, { mime: true })).toBe('Größe\n\nÜber 😀 alles');
  });

  it('leaves texts that are no raw mail', async () => {
    for (const text of [
      'Subject: hello\n\nworld',
      'Dear Ann,\nFrom: here\nTo: there\n\nx',
      'Note: a\nFrom: b\nwords\n\nTo: c',
    ]) {
      expect(await cleaned(text, { mime: true })).toBe(text);
    }
  });
});

describe('quotedMail', () => {
  it.each([
    ['Yes, please.\n\nOn Mon, 3 Feb 2025 at 10:02, Ann <a@b.c> wrote:\n> Shall we?\n>> Ok\n', 'Yes, please.'],
    ['Yes.\n\nOn Monday the third of February,\nAnn Other <a@b.c> wrote:\n\n> Shall we?', 'Yes.'],
    ['Ja.\n\nAm 03.02.25 um 10:02 schrieb Ann:\n> Wollen wir?', 'Ja.'],
    ['Oui.\n\nLe lun. 3 févr. 2025 à 10:02, Ann a écrit :\n> On y va ?', 'Oui.'],
    ['Fine.\n\n-----Original Message-----\nFrom: Ann\nTo: Bob\n\nShall we?', 'Fine.'],
    [
      'Gut.\n\n________________________________\nVon: Ann\nGesendet: Montag\nAn: Bob\nBetreff: Los\n\nWollen wir?',
      'Gut.',
    ],
    ['Ok\n\nFrom: Ann\nSent: Monday\nTo: Bob\nSubject: Go\n\nShall we?', 'Ok'],
    ['> Shall we?\nYes.\n> When?\nNow.', 'Yes.\nNow.'],
  ])('leaves of %j the answer', async (mail, answer) => {
    expect(await cleaned(mail, { quotedMail: true })).toBe(answer);
  });

  it('leaves texts that quote nothing, and those that would be nothing else', async () => {
    for (const text of [
      'On Monday she wrote: come.',
      'a > b\nc',
      '> all of it\n> quoted',
      'From: here\nto there\n\nx',
      '',
    ]) {
      expect(await cleaned(text, { quotedMail: true })).toBe(text);
    }
  });
});

describe('boilerplate', () => {
  it.each([
    ['See you.\n\n-- \nAnn Other\nExample Ltd', 'See you.'],
    ['See you.\n\nSent from my iPhone', 'See you.'],
    [
      'Hello\n\nThis e-mail and any attachments are confidential and intended solely for the addressee.\nDelete it.\n\nBye',
      'Hello\n\nBye',
    ],
    ['Hello\n\nCONFIDENTIALITY NOTICE: This message…', 'Hello'],
    [
      'Hi\n\n_______________________________________________\nilug mailing list\nhttp://lists.example/mailman/listinfo/ilug',
      'Hi',
    ],
    ['News\n\nTo unsubscribe from this list click here.', 'News'],
  ])('leaves of %j what was written', async (mail, rest) => {
    expect((await cleaned(mail, { boilerplate: true })).replace(/\n{3,}/, '\n\n')).toBe(rest);
  });

  it('leaves ordinary texts, and those that would be nothing else', async () => {
    for (const text of [
      'This message is late.',
      `a\n--\n${'b\n'.repeat(20)}`,
      '-- \nAnn',
      'How do I unsubscribe?',
      '',
    ]) {
      expect(await cleaned(text, { boilerplate: true })).toBe(text);
    }
  });
});

describe('whitespace', () => {
  it('evens it out and keeps lines and paragraphs', async () => {
    expect(await cleaned(' a \t b\u00a0c  \r\nd\n \n\n\ne\u2003', { whitespace: true })).toBe('a b c\nd\n\ne');
  });
});

describe('every step', () => {
  it.each(['<!--', 'a<b> <!--', '> a\n', 'On a ', '&a', 'Ã©', '\n', 'From: a\n', 'a\u0301', '-- \n', '* '])(
    'takes %j over and over in linear time',
    async (piece) => {
      const all: Partial<ResolvedCleaning> = { mime: true, html: true, encoding: true, unicode: 'NFKC' };
      const mail: Partial<ResolvedCleaning> = { controlCharacters: true, quotedMail: true, boilerplate: true };
      await cleaned(`a${piece.repeat(100_000)}b`, { ...all, ...mail, whitespace: true });
    },
    10_000,
  );
});
