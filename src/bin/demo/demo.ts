// The whole loop over HTTP, as a team would go through it: data set, job, evaluation, deployment, feedback, and again.

import { drawConfusionMatrix } from '../../ml/evaluation/plots/confusion-drawing.js';
import { drawReliability } from '../../ml/evaluation/plots/reliability-drawing.js';
import type { TemperClient } from '../client.js';
import { comparison, type Measured } from './comparison.js';
import { type Deployment, deploy, predictAll, rollOut, sendFeedback } from './deployment.js';
import { type Evaluation, fineTuneRound, type Hyperparameters, type Round } from './fine-tune-round.js';
import { leastCertain } from './least-certain.js';
import type { MailExample } from './mail.js';
import { type DatasetVersion, extendByFeedback, type MailSplit, readSplit, uploadMails } from './mail-dataset.js';
import type { Output } from './output.js';

export interface DemoSetup {
  client: TemperClient;
  output: Output;
  /** What the model may learn from, and is tested on. */
  history: readonly MailExample[];
  /** What comes in once it is deployed. */
  live: readonly MailExample[];
  /** Id of the model to start from. */
  model: string;
  split: MailSplit;
  /** How many of the live mails somebody labels. */
  feedback: number;
  hyperparameters: { first: Hyperparameters; second: Hyperparameters };
}

export interface DemoResult {
  versions: [DatasetVersion, DatasetVersion];
  rounds: [Round, Round];
  deployment: Deployment;
}

const DEPLOYMENT = 'spam-filter';

export async function runDemo(setup: DemoSetup): Promise<DemoResult> {
  const { client, output, model, hyperparameters } = setup;

  const version = await output.stage('Upload the mail as a data set', () => upload(setup));
  const first = await output.stage(`Fine-tune ${model}`, () =>
    fineTuneRound(client, output, {
      model,
      dataset: { id: version.dataset, version: version.version },
      hyperparameters: hyperparameters.first,
      name: 'spam filter, round 1',
    }),
  );
  await output.stage('Look at how it did on test, beside TF-IDF and logistic regression', async () =>
    measure(setup, first.evaluation),
  );
  let deployment = await output.stage('Deploy it', async () => {
    const made = await deploy(client, DEPLOYMENT, first.model);
    output.say(`${made.name} answers: revision ${made.revision}, model ${made.model}`);
    return made;
  });
  await output.stage('Predict the live mail, and correct what it was least sure of', () => serve(setup, deployment));
  const extended = await output.stage('Make a version of the data set from the feedback', () =>
    extend(setup, version, deployment),
  );
  const second = await output.stage('Fine-tune the deployed model on it', () =>
    fineTuneRound(client, output, {
      model: deployment.model,
      dataset: { id: extended.dataset, version: extended.version },
      hyperparameters: hyperparameters.second,
      name: 'spam filter, round 2',
    }),
  );
  await output.stage('Compare both rounds on the same test mails', async () => compare(setup, { first, second }));
  deployment = await output.stage('Let the new model answer', async () => {
    const moved = await rollOut(client, deployment.name, second.model);
    output.say(`${moved.name} answers: revision ${moved.revision}, model ${moved.model}`);
    return moved;
  });
  return { versions: [version, extended], rounds: [first, second], deployment };
}

async function upload({ client, output, history, split }: DemoSetup): Promise<DatasetVersion> {
  const version = await uploadMails(client, history, split);
  const { train, validation, test } = version.counts!;
  output.say(
    `${version.dataset} version ${version.version}: ${train} mails to train on, ${validation} to validate, ${test} to test;` +
      `\nno sender and no subject is in two of them, nor in the live mail`,
  );
  return version;
}

function measure({ output }: DemoSetup, evaluation: Evaluation): void {
  output.say(
    comparison([
      { name: 'fine-tuned', result: measuredOf(evaluation) },
      { name: 'baseline', result: baselineOf(evaluation) },
    ]),
  );
  const { confusionMatrix, perClass, calibration, counts, baseline } = evaluation;
  output.say(`${baseline!.verdict.statement}\n`);
  output.say(`${counts!.examples} test mails; [95 % bootstrap interval]; probabilities calibrated on validation\n`);
  output.say(`${drawConfusionMatrix({ confusionMatrix: confusionMatrix!, perClass: perClass! })}\n`);
  output.say('How far the probabilities of the fine-tuned model can be believed, before and after calibration:');
  output.say(drawReliability(calibration!.before, calibration!.after));
}

async function serve({ client, output, live, feedback }: DemoSetup, { name }: Deployment): Promise<void> {
  const start = performance.now();
  const texts = live.map(({ text }) => text);
  const predictions = await predictAll(client, name, texts, (done) => {
    output.live.draw(`  ${done} of ${live.length} mails`);
  });
  const rate = (1000 * live.length) / (performance.now() - start);
  const right = (indices: readonly number[]) =>
    indices.filter((index) => predictions[index]!.label === live[index]!.label).length;
  const everything = live.map((_, index) => index);
  const share = ((100 * right(everything)) / live.length).toFixed(1);
  output.say(`${live.length} mails predicted, ${rate.toFixed(0)} a second: ${share} % of them right`);

  const chosen = leastCertain(
    predictions.map(({ probability }) => ({ probability: probability! })),
    feedback,
  );
  await sendFeedback(
    client,
    chosen.map((index) => ({ prediction: predictions[index]!.id!, label: live[index]!.label })),
  );
  const most = predictions[chosen.at(-1)!]!.probability!;
  output.say(
    `true labels sent for the ${chosen.length} it was least sure of (${(100 * most).toFixed(1)} % or less): ` +
      `${chosen.length - right(chosen)} of them were wrong`,
  );
}

/** What both rounds are tested on must be the same mails, or comparing them would mean nothing: so that is looked at. */
async function extend(
  { client, output }: DemoSetup,
  before: DatasetVersion,
  deployment: Deployment,
): Promise<DatasetVersion> {
  const version = await extendByFeedback(client, before.dataset, deployment.name);
  const [old, now] = await Promise.all([readSplit(client, before, 'test'), readSplit(client, version, 'test')]);
  const ids = new Set(old.map(({ id }) => id));
  if (now.length !== old.length || now.some(({ id }) => !ids.has(id))) {
    throw new Error(
      `Version ${version.version} was to keep the ${old.length} test mails; it has ${now.length}, or others.`,
    );
  }
  const { train } = version.counts!;
  output.say(
    `version ${version.version}: ${train} mails to train on, ${train - before.counts!.train} more than before; ` +
      `the ${old.length} test mails are the same`,
  );
  return version;
}

function compare({ output }: DemoSetup, { first, second }: { first: Round; second: Round }): void {
  output.say(
    comparison([
      { name: 'round 1', result: measuredOf(first.evaluation) },
      { name: 'round 2', result: measuredOf(second.evaluation) },
      { name: 'baseline, round 1', result: baselineOf(first.evaluation) },
      { name: 'baseline, round 2', result: baselineOf(second.evaluation) },
    ]),
  );
}

const measuredOf = ({ metrics, intervals }: Evaluation): Measured => ({ metrics: metrics!, intervals: intervals! });

/** The linear model that the job trained on the same mails. */
const baselineOf = ({ baseline }: Evaluation): Measured => ({
  metrics: baseline!.metrics,
  intervals: baseline!.intervals,
});
