/** What benchmarks that take options have in common. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { z } from 'zod';
import { InputError } from '../../ml/input-error.js';

/** Runs a benchmark. With --help it prints how it is used; wrong options end it with what is wrong. */
export async function runBench<Options>(
  parse: (argv: readonly string[]) => Options | 'help',
  usage: string,
  main: (options: Options) => Promise<void>,
): Promise<void> {
  try {
    const options = parse(process.argv.slice(2));
    if (options === 'help') console.log(usage);
    else await main(options);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}

/** `parseArgs`, @throws InputError with the usage where there is no such option. */
export function readArguments<Config extends ParseArgsConfig>(
  config: Config,
  usage: string,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new InputError('bench-options', `${(error as Error).message}\n\n${usage}`);
  }
}

/** @throws InputError saying which option is wrong, with the usage. */
export function checkOptions<Schema extends z.ZodType>(
  schema: Schema,
  options: unknown,
  usage: string,
): z.infer<Schema> {
  const parsed = schema.safeParse(options);
  if (parsed.success) return parsed.data;
  throw new InputError('bench-options', `${z.prettifyError(parsed.error)}\n\n${usage}`);
}
