/** `npm run demo`: the whole loop on real mail, against a service that it starts and stops itself. */
import { createClient } from '../client.js';
import { runDemo } from './demo.js';
import { farewell } from './farewell.js';
import { splitOffLive } from './live-traffic.js';
import { loadMails } from './mail.js';
import { MAIL_HYPERPARAMETERS, MAIL_SHARES } from './mail-training.js';
import { PeakMemory } from './memory.js';
import { type DemoOptions, demoOptions, USAGE } from './options.js';
import { Output } from './output.js';
import { ignoredVariables, type Listening, logTail, Service } from './service.js';

const LIVE_SHARE = 0.2;
const SEED = 1;
const FEEDBACK = 200;
/** The second round begins where the first ended: it needs fewer passes. */
const SECOND_EPOCHS = 1;

async function main(options: DemoOptions): Promise<void> {
  const output = new Output(process.stdout);
  output.live.finish('Temper: a spam filter from real mail, from upload to feedback and back');
  const service = await Service.start(options.home, process.env);
  let interrupted = false;
  const interrupt = async (code: number) => {
    interrupted = true;
    output.live.finish('\nStopping the service.');
    await service.stop();
    process.exit(code);
  };
  process.once('SIGINT', () => void interrupt(130));
  process.once('SIGTERM', () => void interrupt(143));
  try {
    const listening = await output.stage('Start the service', () => start(output, service));
    const memory = new PeakMemory([process.pid, ...listening.databasePid]);
    const { history, live } = await output.stage('Read the mail', () => readMail(output));
    const result = await runDemo({
      client: createClient(listening.url, service.key),
      output,
      history,
      live,
      model: 'mini-en',
      split: { ...MAIL_SHARES, seed: SEED },
      feedback: FEEDBACK,
      hyperparameters: {
        first: MAIL_HYPERPARAMETERS,
        second: { ...MAIL_HYPERPARAMETERS, epochs: SECOND_EPOCHS },
      },
    });
    await memory.stop();
    if (options.keep) service.leave();
    else await output.stage('Stop the service', () => service.stop());
    output.live.finish(`\n${output.timings()}`);
    if (memory.peak !== null) {
      const gigabytes = (memory.peak / 1e9).toFixed(2);
      output.live.finish(`\nAll processes together had at most ${gigabytes} GB of memory.`);
    }
    output.live.finish(`\n${farewell(result, service, listening, options.keep)}`);
  } catch (error) {
    await service.stop();
    // Requests fail when the service stops on a signal: that is no failure to tell of.
    if (!interrupted) throw error;
  }
}

async function start(output: Output, service: Service): Promise<Listening> {
  for (const name of ignoredVariables(process.env)) output.say(`${name} is set; the demo does without it`);
  const listening = await service.listening();
  output.say(`${listening.url}, pid ${service.pid}\ndata folder  ${service.home}\ndatabase     ${listening.database}`);
  return listening;
}

async function readMail(output: Output) {
  const { examples, report } = await loadMails();
  const { history, live } = splitOffLive(examples, LIVE_SHARE, SEED);
  output.say(
    `SpamAssassin public corpus: ${report.read} mails, ${report.duplicates} exact duplicates and ${report.linking} that would link ` +
      `too many senders and subjects left out\n${report.ham} ham and ${report.spam} spam stay, subject and body alone; ` +
      `${live.length} of them are set aside as live traffic`,
  );
  return { history, live };
}

function explain(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? `${message} (${cause.message})` : message;
}

let options: DemoOptions;
try {
  options = demoOptions(process.argv.slice(2), process.env);
} catch (error) {
  process.stderr.write(`${explain(error)}\n\n${USAGE}\n`);
  process.exit(2);
}
if (options.help) {
  process.stdout.write(`${USAGE}\n`);
  process.exit(0);
}
try {
  await main(options);
} catch (error) {
  process.stderr.write(`\nThe demo failed: ${explain(error)}\n`);
  process.stderr.write(
    `\nThe end of the service's log, ${options.home}/demo-service.log:\n${await logTail(options.home)}\n`,
  );
  process.exit(1);
}
