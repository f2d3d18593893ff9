/** Elements of HTML that have no end. */
const VOID = new Set(['meta', 'br', 'hr', 'col']);
const TAG = /<(\/?)([a-zA-Z][\w-]*)((?:\s[\w:-]+="[^"<]*")*)\s*(\/?)>/g;

/**
 * What is wrong with the nesting of a page: elements that are not closed in order, ids that are there twice, references to
 * ids that are not there, stray `<`. Empty where nothing is.
 */
export function faultsOf(markup: string): string[] {
  const faults: string[] = [];
  const open: string[] = [];
  const body = markup.replace(/^<!doctype html>/, '').replace(/<style>[^<]*<\/style>/g, '');
  for (const [, end, name, , self] of body.matchAll(TAG)) {
    if (end) {
      const last = open.pop();
      if (last !== name) faults.push(`${name} closes ${last}`);
    } else if (!self && !VOID.has(name!)) open.push(name!);
  }
  faults.push(...open.map((name) => `${name} is not closed`));
  const between = body.replace(TAG, '');
  if (between.includes('<'))
    faults.push(`stray < in ${between.slice(between.indexOf('<'), between.indexOf('<') + 40)}`);
  const ids = [...body.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id!);
  faults.push(...ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `id ${id} twice`));
  const wanted = [...body.matchAll(/\s(?:aria-labelledby="([^"]*)"|href="#([^"]*)")/g)].flatMap(([, a, b]) =>
    (a ?? b!).split(' '),
  );
  faults.push(...wanted.filter((id) => !ids.includes(id)).map((id) => `no id ${id}`));
  return faults;
}

/** Everything by which a page could reach outside or run something. */
export function reachesOf(markup: string): string[] {
  return markup.match(/<(script|link|iframe|object|embed|img|base)\b|\s(src|on\w+|style)=|url\(|@import/gi) ?? [];
}
