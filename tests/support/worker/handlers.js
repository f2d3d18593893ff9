import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { InputError } from '../../../dist/ml/input-error.js';
import { PAUSED } from '../../../dist/worker/task-handler.js';

/** Sums 1..steps. After the steps named in `gates` it waits until the test opens them (a file) or asks it to stop. */
async function* count({ steps, gates = [], gateFolder, checkpointEvery = 1 }, context) {
  let { step, sum } = context.checkpoint
    ? JSON.parse(await readFile(join(context.checkpoint.path, 'state/sum.json'), 'utf8'))
    : { step: 0, sum: 0 };
  const from = step;
  const save = async () => {
    const path = `checkpoint-${step}`;
    await mkdir(join(context.scratch, path, 'state'), { recursive: true });
    await writeFile(join(context.scratch, path, 'state/sum.json'), JSON.stringify({ step, sum }));
    return { type: 'checkpoint', path, step };
  };
  yield { type: 'log', level: 'info', message: `from ${from}` };
  while (step < steps) {
    if (context.control.requested() === 'pause') {
      yield await save();
      return PAUSED;
    }
    step++;
    sum += step;
    yield { type: 'metric', step, epoch: null, split: 'train', name: 'sum', value: sum };
    yield { type: 'progress', step, totalSteps: steps };
    if (step % checkpointEvery === 0) yield await save();
    if (!gates.includes(step)) continue;
    yield { type: 'log', level: 'info', message: `at gate ${step}` };
    const gate = join(gateFolder, String(step));
    while (!existsSync(gate) && context.control.requested() === 'none') await nextTurn();
  }
  await writeFile(join(context.scratch, 'sum.txt'), String(sum));
  return { sum, from };
}

/** Ends before it has anything to report. */
async function* die({ how }) {
  if (how === 'killed') process.kill(process.pid, 'SIGKILL');
  if (how === 'exit') {
    process.stderr.write('the last words\n');
    process.exit(7);
  }
  if (how === 'bad-input') throw new InputError('too-few-rows', 'Expected at least 8 rows; found 3. Add rows.');
  if (how === 'late') {
    setImmediate(() => {
      throw new Error('thrown where nobody awaits');
    });
    await new Promise(() => {});
  }
  throw new Error('a defect');
}

/** Hangs where neither a message nor a timer reaches it, with a child of its own. */
async function* hang() {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  yield { type: 'log', level: 'info', message: 'hanging', data: { pid: process.pid, child: child.pid } };
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

/** As many events as fit through. */
async function* chatter({ events }) {
  for (let n = 0; n < events; n++) yield { type: 'log', level: 'debug', message: `event ${n}\0`, data: { n } };
  return { events };
}

/** What reaches a worker's environment, of what its trainer has. */
// biome-ignore lint/correctness/useYield: its output says it all
async function* environment() {
  return { names: Object.keys(process.env), folder: process.cwd() };
}

export const handlers = {
  count: async () => count,
  die: async () => die,
  hang: async () => hang,
  chatter: async () => chatter,
  refused: async () => chatter,
  staged: async () => chatter,
  environment: async () => environment,
};
