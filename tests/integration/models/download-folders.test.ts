import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { DownloadFolders } from '../../../src/models/hub/download-folders.js';
import { ModelEntity } from '../../../src/models/model.entity.js';
import { createDataSource } from '../../../src/platform/database/data-source.js';
import { TaskEntity } from '../../../src/runner/task.entity.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { insertModel } from '../../support/ready-inputs.js';

describe('the folders of downloads', () => {
  let home: string;
  let database: TestDatabase;
  let dataSource: DataSource;
  let folders: DownloadFolders;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'temper-downloads-'));
    database = await createTestDatabase();
    dataSource = await createDataSource(database.url, [ModelEntity, TaskEntity]);
    folders = new DownloadFolders(dataSource, { home });
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
    await rm(home, { recursive: true });
  });

  it('hold files of one commit each', async () => {
    const old = await folders.open('mdl_a', 'a'.repeat(40));
    await writeFile(join(old, 'config.json'), '{}');
    expect(await readdir(await folders.open('mdl_a', 'a'.repeat(40)))).toEqual(['config.json']);
    expect(await readdir(await folders.open('mdl_a', 'b'.repeat(40)))).toEqual([]);
    expect(await readdir(join(home, 'downloads/mdl_a'))).toEqual(['b'.repeat(40)]);
    await folders.remove('mdl_a');
    await folders.remove('mdl_a');
  });

  it('go when their import is over, wherever it ended, and stay while it is not', async () => {
    await folders.tidy();
    await insertModel(database, 'mdl_running', 'running');
    await insertModel(database, 'mdl_failed', 'failed');
    await insertModel(database, 'mdl_ready');
    for (const id of ['mdl_running', 'mdl_failed', 'mdl_ready', 'mdl_deleted']) await folders.open(id, 'c'.repeat(40));
    await folders.tidy();
    expect(await readdir(join(home, 'downloads'))).toEqual(['mdl_running']);
  });
});
