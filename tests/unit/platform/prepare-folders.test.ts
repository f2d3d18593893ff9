import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../../src/platform/config/config.js';
import { prepareFolders } from '../../../src/platform/config/prepare-folders.js';

describe('the folders of a configuration', () => {
  let root: string;
  let file: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'temper-folders-'));
    file = join(root, 'file');
    await writeFile(file, '');
  });
  afterEach(() => rm(root, { recursive: true }));

  const prepare = (env: Record<string, string>) =>
    prepareFolders(loadConfig({ TEMPER_HOME: join(root, 'home'), ...env }));

  it('are made where they are to be written', async () => {
    await prepare({ TEMPER_STORAGE: `file:${root}/a/b`, TEMPER_IMPORT_DIR: root });
    expect((await stat(join(root, 'home'))).isDirectory()).toBe(true);
    expect((await stat(join(root, 'a/b'))).isDirectory()).toBe(true);
  });

  it('are named by their variables where they cannot be used', async () => {
    await expect(prepare({ TEMPER_HOME: file })).rejects.toThrow(`TEMPER_HOME: expected a folder`);
    await expect(prepare({ TEMPER_HOME: join(file, 'below') })).rejects.toThrow(/^TEMPER_HOME: .* under a file\.$/);
    await expect(prepare({ TEMPER_STORAGE: `file:${file}` })).rejects.toThrow(/^TEMPER_STORAGE: .* not a folder/);
    await expect(prepare({ TEMPER_IMPORT_DIR: file })).rejects.toThrow(/^TEMPER_IMPORT_DIR: .* not a folder/);
    await expect(prepare({ TEMPER_IMPORT_DIR: join(root, 'none') })).rejects.toThrow(
      /^TEMPER_IMPORT_DIR: .*: there is none\.$/,
    );
  });

  it('are all named at once', async () => {
    await expect(prepare({ TEMPER_HOME: file, TEMPER_IMPORT_DIR: join(root, 'none') })).rejects.toThrow(
      /TEMPER_HOME: .*\nTEMPER_IMPORT_DIR: /,
    );
  });
});
