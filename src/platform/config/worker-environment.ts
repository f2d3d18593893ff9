const OURS = /^(TEMPER_|HF_|DATABASE_URL$|PG|AWS_)/;
const SECRET = /TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|_KEY/i;

/**
 * What a child process gets of the environment: everything an engine may look at (library paths, devices, threads), and
 * nothing that opens a door. Children are told the rest in messages.
 */
export function workerEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !OURS.test(name) && !SECRET.test(name)));
}
