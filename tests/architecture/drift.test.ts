import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './source-files.js';

const run = (script: string, ...args: string[]) =>
  promisify(execFile)(process.execPath, [join(ROOT, 'dist/bin', script), ...args]);

describe('what is generated', () => {
  it('is committed: the OpenAPI document and its client', async () => {
    await run('write-openapi.js', '--check');
  });

  it('is migrated: the migrations make what the entities describe', async () => {
    await run('check-migrations.js');
  });
});
