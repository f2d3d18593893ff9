import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runErrand } from '../../../src/runner/worker-errand.js';
import { tinyModel, withConfig, writeModel } from '../../support/tiny-model.js';

/** With the real worker, and a handler that is used so. */
describe('an errand', () => {
  let scratch: string;
  beforeEach(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'errand-'));
  });
  afterEach(() => rm(scratch, { recursive: true }));

  const run = (signal = new AbortController().signal, kind = 'inspect-files') =>
    runErrand({ kind, input: { folder: scratch }, scratch }, signal);

  it('answers with what its handler returns', async () => {
    await writeModel(scratch, await tinyModel());
    expect(await run()).toEqual({ weights: ['model.safetensors'] });
  });

  it('is refused as the handler refuses', async () => {
    await writeModel(scratch, withConfig(await tinyModel(), { model_type: 'mamba' }));
    await expect(run()).rejects.toMatchObject({ status: 422, code: 'unsupported-architecture' });
    await expect(run(undefined, 'fetch-coffee')).rejects.toMatchObject({ code: 'unknown-task-kind' });
  });

  it('ends with the signal', async () => {
    await expect(run(AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    const abort = new AbortController();
    const errand = run(abort.signal);
    abort.abort();
    await expect(errand).rejects.toMatchObject({ name: 'AbortError' });
  });
});
