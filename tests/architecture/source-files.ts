import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

export const ROOT = join(import.meta.dirname, '../..');

/** Paths of files below `folders` whose names match, relative to the repository's root. */
export function filesIn(folders: string[], name: RegExp): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => name.test(path))
      .map((path) => `${folder}/${path}`),
  );
}

export const textOf = (path: string) => readFileSync(join(ROOT, path), 'utf8');

export function parse(path: string, text = textOf(path)): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
}

/** Every node of a file; comments and punctuation are not among them. */
export function nodesOf(file: ts.Node): ts.Node[] {
  const nodes: ts.Node[] = [];
  const take = (node: ts.Node) => {
    nodes.push(node);
    ts.forEachChild(node, take);
  };
  take(file);
  return nodes;
}
