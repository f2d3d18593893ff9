import type { DatasetTask } from '../../src/ml/data/example.js';
import type { TestApp } from './app.js';
import { until } from './until.js';

/** The data sets of a running service, as a user drives them: through the typed client, files as multipart. */
export function datasetsOf(app: TestApp) {
  const { client } = app;

  const create = async (task: DatasetTask = 'text-classification') => {
    const { data } = await client.POST('/v1/datasets', { body: { name: 'mail', task } });
    return data!.id;
  };

  const upload = async (
    id: string,
    file: string | Uint8Array<ArrayBuffer>,
    { name = 'rows.csv', options }: { name?: string; options?: unknown } = {},
  ) => {
    const form = new FormData();
    form.append('file', new Blob([file]), name);
    if (options !== undefined) form.append('options', typeof options === 'string' ? options : JSON.stringify(options));
    const response = await app.fetch(`/v1/datasets/${id}/versions`, { body: form });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  /** The version when its task has ended. */
  const settled = (id: string, version: number) =>
    until(async () => {
      const { data } = await client.GET('/v1/datasets/{id}/versions/{version}', { params: { path: { id, version } } });
      return data && data.status !== 'processing' ? data : null;
    }, `version ${version} of ${id} to be made`);

  return {
    create,
    upload,
    settled,
    /** Uploads and waits. */
    make: async (
      id: string,
      file: string | Uint8Array<ArrayBuffer>,
      more: { name?: string; options?: unknown } = {},
    ) => {
      const { status, body } = await upload(id, file, more);
      if (status !== 202) throw new Error(`Expected 202; found ${status}: ${JSON.stringify(body)}`);
      return settled(id, body.version as number);
    },
  };
}

/** A CSV file of `n` rows of each of two labels, ten rows to a sender. */
export function mailCsv(n: number): string {
  const rows = ['spam', 'ham'].flatMap((label) =>
    Array.from({ length: n }, (_, i) => `"mail ${i}, which is ${label}",${label},${label}-${Math.floor(i / 10)}`),
  );
  return `text,label,sender\n${rows.join('\n')}\n`;
}
