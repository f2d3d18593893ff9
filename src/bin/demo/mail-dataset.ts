// The data set of the demo: uploaded, extended from feedback, read back.
import type { components } from '../../../openapi/client.js';
import type { Split } from '../../ml/data/example.js';
import type { TemperClient } from '../client.js';
import { answer } from './answer.js';
import type { MailExample } from './mail.js';
import { poll } from './poll.js';

export type DatasetVersion = components['schemas']['DatasetVersion'];

/** A row as the service keeps it. */
export interface Row {
  id: string;
  text: string;
  label: string;
}

/** Shares and seed of the split that the service makes. */
export interface MailSplit {
  train: number;
  validation: number;
  test: number;
  seed: number;
}

/** Sends the mails as a JSON Lines file; groups stay together in one split. */
export async function uploadMails(
  client: TemperClient,
  mails: readonly MailExample[],
  split: MailSplit,
): Promise<DatasetVersion> {
  const { id } = await answer(
    client.POST('/v1/datasets', {
      body: {
        name: 'mail',
        task: 'text-classification',
        description: 'Subject and body of mails of the SpamAssassin public corpus, as ham or spam',
      },
    }),
  );
  const form = new FormData();
  form.append('file', new Blob(mails.map((mail) => `${JSON.stringify(mail)}\n`)), 'mail.jsonl');
  form.append('options', JSON.stringify({ split: { ...split, groupBy: 'group' } }));
  const { version } = await answer(
    client.POST('/v1/datasets/{id}/versions', {
      params: { path: { id } },
      // The types describe the parts of a form; a form is sent as it is.
      body: form as never,
      bodySerializer: (body) => body as unknown as FormData,
    }),
  );
  return ready(client, id, version);
}

/** Adds what feedback says to the training rows; validation and test stay as they are. */
export async function extendByFeedback(
  client: TemperClient,
  dataset: string,
  deployment: string,
): Promise<DatasetVersion> {
  const { version } = await answer(
    client.POST('/v1/datasets/{id}/versions', {
      params: { path: { id: dataset } },
      body: { source: { type: 'feedback', deployment } },
    }),
  );
  return ready(client, dataset, version);
}

export async function readSplit(client: TemperClient, version: DatasetVersion, split: Split): Promise<Row[]> {
  const content = await answer(
    client.GET('/v1/datasets/{id}/versions/{version}/content', {
      params: { path: { id: version.dataset, version: version.version }, query: { split } },
      parseAs: 'text',
    }),
  );
  return content
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
}

async function ready(client: TemperClient, id: string, number: number): Promise<DatasetVersion> {
  const version = await poll(`version ${number} of the data set to be made`, async () => {
    const found = await answer(
      client.GET('/v1/datasets/{id}/versions/{version}', { params: { path: { id, version: number } } }),
    );
    return found.status === 'processing' ? null : found;
  });
  if (version.error) throw new Error(`Version ${number} of the data set failed: ${version.error.message}`);
  return version;
}
