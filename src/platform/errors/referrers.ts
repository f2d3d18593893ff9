/** What keeps something from being deleted, by the table that refers to it: what people call it, and what they can do. */
const REFERRERS: Readonly<Record<string, string>> = {
  jobs: 'jobs, which keep what they were made of. Jobs are not deleted, so it stays',
  models: 'models that were fine-tuned from it. Delete those first',
  evaluations: 'evaluations. Delete those first',
  deployment_revisions: 'a deployment, one of whose revisions it is. Delete the deployment first',
  dataset_versions: 'versions of a data set. Delete the data set first',
};

export function inUseMessage(table: string | undefined): string {
  const known = table !== undefined && Object.hasOwn(REFERRERS, table) ? REFERRERS[table] : undefined;
  return `It is still in use by ${known ?? `${table?.replaceAll('_', ' ') ?? 'something else'}. Delete what refers to it first`}.`;
}
