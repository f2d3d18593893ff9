import type { DemoResult } from './demo.js';
import type { Listening, Service } from './service.js';

/** What the demo leaves behind, where, and how to go on with it. */
export function farewell(
  { versions, rounds, deployment }: DemoResult,
  { home, pid, keyFile, logFile }: Service,
  { url, database }: Listening,
  kept: boolean,
): string {
  const address = kept ? url : 'http://127.0.0.1:3000';
  const start = kept
    ? ['It still runs', `  at ${url}, documentation at ${url}/docs; to stop it: kill ${pid}`, '']
    : ['Start it again', `  TEMPER_HOME='${home}' npm start`, ''];
  return [
    'What this leaves behind',
    `  data folder  ${home}: models, mail, log; delete it to be rid of them`,
    `  database     ${database}`,
    `  admin key    in ${keyFile}`,
    `  log          ${logFile}`,
    `  data set     ${versions[0].dataset}, versions ${versions.map(({ version }) => version).join(' and ')}`,
    `  models       ${rounds.map(({ model }) => model).join(' and ')}`,
    `  deployment   ${deployment.name}, revision ${deployment.revision}`,
    '',
    ...start,
    'Ask it',
    `  curl ${address}/v1/deployments/${deployment.name}/predict \\`,
    `    -H "Authorization: Bearer $(cat '${keyFile}')" -H 'Content-Type: application/json' \\`,
    `    -d '{"inputs": ["You have won a prize! Click here to claim it now."]}'`,
  ].join('\n');
}
