/** Reads what ONNX Runtime wrote about a session's runs: how long each node took, and on which shapes. */
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';

/** Types by their names, each with a shape: `[{"float": [8, 128]}]`. */
const Shapes = z.array(z.record(z.string(), z.array(z.number())));

const ProfileEvent = z.object({
  cat: z.string(),
  name: z.string(),
  /** Microseconds since the session was made. */
  ts: z.number(),
  dur: z.number(),
  args: z.object({
    op_name: z.string().optional(),
    input_type_shape: Shapes.optional(),
    output_type_shape: Shapes.optional(),
  }),
});

/** One node in one run. */
export interface NodeRun {
  /** As the traced graph has it, or what ONNX Runtime made of several. */
  name: string;
  op: string;
  seconds: number;
  inputShapes: number[][];
  outputShapes: number[][];
}

export interface SessionRun {
  /** From the call of ONNX Runtime to its return. */
  seconds: number;
  nodes: NodeRun[];
}

const NODE = /^(?:fused )?(.*)_kernel_time$/;

/** The runs of the session whose profile has a name that starts with `prefix`. */
export async function readProfile(prefix: string): Promise<SessionRun[]> {
  const files = (await readdir(dirname(prefix))).filter((name) => name.startsWith(basename(prefix)));
  if (files.length !== 1) throw new Error(`expected one profile at ${prefix}*, found ${files.length}`);
  const text = await readFile(join(dirname(prefix), files[0]!), 'utf8');
  const events = z.array(ProfileEvent).parse(JSON.parse(text));
  const runs = events.filter(({ cat, name }) => cat === 'Session' && name === 'model_run');
  const nodes = events.filter(({ cat, name }) => cat === 'Node' && NODE.test(name));
  return runs.map((run) => ({
    seconds: run.dur / 1e6,
    nodes: nodes.filter(({ ts }) => ts >= run.ts && ts < run.ts + run.dur).map(toNodeRun),
  }));
}

function toNodeRun({ name, dur, args }: z.infer<typeof ProfileEvent>): NodeRun {
  const shapes = (given: z.infer<typeof Shapes> = []) => given.map((tensor) => Object.values(tensor)[0] ?? []);
  return {
    name: NODE.exec(name)![1]!,
    op: args.op_name ?? '',
    seconds: dur / 1e6,
    inputShapes: shapes(args.input_type_shape),
    outputShapes: shapes(args.output_type_shape),
  };
}
