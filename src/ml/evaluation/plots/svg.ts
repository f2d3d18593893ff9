/** Attributes of an element; numbers are written with at most two decimals. */
export type Attributes = Readonly<Record<string, string | number>>;

/** An SVG element. Children are markup already: text goes through `escapeXml`. */
export function element(name: string, attributes: Attributes, ...children: string[]): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${write(value)}"`);
  const head = `<${name}${written.join('')}`;
  return children.length === 0 ? `${head}/>` : `${head}>${children.join('')}</${name}>`;
}

export const text = (content: string, attributes: Attributes): string =>
  element('text', attributes, escapeXml(content));

/** What a pointer shows, and a screen reader reads, of the element it is put into. */
export const tooltip = (content: string): string => element('title', {}, escapeXml(content));

/** Makes a picture of elements: titled and described for screen readers, readable on light and on dark pages. */
export type Frame = (
  size: { width: number; height: number },
  title: string,
  description: string,
  body: string[],
) => string;

/** A document of its own. */
export const svgDocument: Frame = (size, title, description, body) =>
  framed(size, '', [title, description], [element('style', {}, PLOT_STYLE), ...body]);

/** A part of a page that has `PLOT_STYLE` in its style sheet. @param id unlike any other on the page */
export const inlineSvg =
  (id: string): Frame =>
  (size, title, description, body) =>
    framed(size, `${id}-`, [title, description], body);

function framed(
  { width, height }: { width: number; height: number },
  prefix: string,
  [title, description]: [string, string],
  body: string[],
): string {
  const frame = { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${write(width)} ${write(height)}`, width, height };
  return element(
    'svg',
    { ...frame, role: 'img', 'aria-labelledby': `${prefix}title ${prefix}description` },
    element('title', { id: `${prefix}title` }, escapeXml(title)),
    element('desc', { id: `${prefix}description` }, escapeXml(description)),
    element('rect', { class: 'page', width, height, rx: 8 }),
    ...body,
  );
}

/** Also drops the control characters that XML cannot carry at all, which a label may well hold. */
export function escapeXml(content: string): string {
  return content
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\u{fffd}')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Shortens a label to what a plot has room for. */
export function shorten(label: string, length: number): string {
  const characters = [...label];
  return characters.length <= length ? label : `${characters.slice(0, length - 1).join('')}…`;
}

const write = (value: string | number): string =>
  typeof value === 'number' ? String(Number(value.toFixed(2))) : escapeXml(value);

/** Blue and vermilion of Okabe and Ito's palette, told apart by colour-blind readers too. No variables: librsvg has none. */
export const PLOT_STYLE = [
  'text{font-family:system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;font-size:12px;fill:#1f2328}',
  '.page{fill:#fff}.heading{font-size:15px;font-weight:600}.soft{fill:#59636e}.small{font-size:11px}',
  '.line{stroke:#d1d9e0;stroke-width:1;fill:none}.ideal{stroke:#59636e;stroke-width:1.5;stroke-dasharray:5 4}',
  '.right{fill:#0072b2}.wrong{fill:#d55e00}.shortfall{fill:#d55e00;fill-opacity:.4}.surplus{fill:#0072b2;fill-opacity:.4}.count{fill:#8c959f}',
  '.mark{fill:#1f2328;stroke:#fff;stroke-width:1}.on-colour{fill:#fff}',
  '.first{fill:#0072b2}.second{fill:#e69f00}.third{fill:#009e73}.limit{stroke:#d55e00;stroke-width:1.5;stroke-dasharray:5 4}',
  '@media (prefers-color-scheme:dark){text{fill:#e6edf3}.page{fill:#0d1117}.soft{fill:#9198a1}.line{stroke:#3d444d}',
  '.ideal{stroke:#9198a1}.right{fill:#3d9bd8}.wrong{fill:#f0803c}.shortfall{fill:#f0803c}.surplus{fill:#3d9bd8}.count{fill:#656c76}',
  '.mark{fill:#e6edf3;stroke:#0d1117}.on-colour{fill:#0d1117}.first{fill:#3d9bd8}.second{fill:#f0b93c}.third{fill:#2fbf93}',
  '.limit{stroke:#f0803c}}',
].join('');
