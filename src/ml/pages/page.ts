import { hash } from 'node:crypto';
import { PLOT_STYLE } from '../evaluation/plots/svg.js';
import { type Content, Markup, sourceOf, tag } from './markup.js';

export interface Section {
  /** Of its heading, for links; unlike any other on the page. */
  id: string;
  heading: string;
  content: Content;
}

export interface Page {
  title: string;
  /** What it is about: name and value. */
  facts: readonly (readonly [string, Content])[];
  sections: readonly Section[];
}

const STYLE = [
  ':root{color-scheme:light dark;--text:#1f2328;--soft:#59636e;--line:#d1d9e0;--back:#fff;--raised:#f6f8fa;--warn:#9a6700}',
  '@media (prefers-color-scheme:dark){:root{--text:#e6edf3;--soft:#9198a1;--line:#3d444d;--back:#0d1117;--raised:#151b23;--warn:#d29922}}',
  'body{margin:0 auto;max-width:62rem;padding:1.5rem 1.25rem 4rem;background:var(--back);color:var(--text);font:15px/1.5 system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}',
  'h1{font-size:1.6rem;margin:0 0 .75rem}h2{font-size:1.2rem;margin:2.5rem 0 .75rem;padding-top:.75rem;border-top:1px solid var(--line)}h3{font-size:1rem;margin:1.25rem 0 .5rem}',
  'a{color:inherit}nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;list-style:none;margin:1rem 0 0;padding:0}',
  'dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:0}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}',
  '.scroll{overflow-x:auto}table{border-collapse:collapse;margin:.5rem 0 1rem}caption{text-align:left;color:var(--soft);padding:.25rem 0;white-space:nowrap}',
  'th,td{border-bottom:1px solid var(--line);padding:.3rem .75rem .3rem 0;text-align:left;vertical-align:top;font-weight:normal;overflow-wrap:anywhere}thead th{color:var(--soft)}',
  '.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.excerpt{max-width:34rem;white-space:pre-wrap}',
  'figure{margin:.5rem 0 1rem;overflow-x:auto}svg{max-width:100%;height:auto}.warnings li{margin:.25rem 0}.warnings{border-left:4px solid var(--warn);background:var(--raised);padding:.75rem 1rem .75rem 2rem}.none{color:var(--soft)}',
  PLOT_STYLE,
].join('\n');

/** What such a page may do, as the header Content-Security-Policy says it: show itself, in its one style sheet. */
export const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${hash('sha256', STYLE, 'base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** A whole page that needs nothing else: no script, no font, no picture from elsewhere. It also opens from a file. */
export function renderPage({ title, facts, sections }: Page): string {
  const head = tag(
    'head',
    {},
    tag('meta', { charset: 'utf-8' }),
    tag('meta', { 'http-equiv': 'Content-Security-Policy', content: PAGE_POLICY }),
    tag('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    tag('meta', { name: 'referrer', content: 'no-referrer' }),
    tag('title', {}, title),
    tag('style', {}, new Markup(STYLE)),
  );
  const body = tag(
    'body',
    {},
    tag(
      'header',
      {},
      tag('h1', {}, title),
      tag(
        'dl',
        {},
        facts.map(([name, value]) => [tag('dt', {}, name), tag('dd', {}, value)]),
      ),
      tag(
        'nav',
        { 'aria-label': 'Contents' },
        tag(
          'ul',
          {},
          sections.map(({ id, heading }) => tag('li', {}, tag('a', { href: `#${id}` }, heading))),
        ),
      ),
    ),
    tag(
      'main',
      {},
      sections.map(({ id, heading, content }) =>
        tag('section', { 'aria-labelledby': id }, tag('h2', { id }, heading), content),
      ),
    ),
  );
  return `<!doctype html>\n${sourceOf(tag('html', { lang: 'en' }, head, body))}\n`;
}
