import { mkdir, readFile, writeFile } from 'node:fs/promises';
import openapiTypes, { astToString } from 'openapi-typescript';
import { AppModule } from '../app.module.js';
import { loadConfig } from '../platform/config/config.js';
import { describeHttpApp } from '../platform/http/http-app.js';
import { createLogger } from '../platform/logging/logger.js';

/**
 * Writes the OpenAPI document and the client types made from it into `openapi/`; with `--check` it compares instead, and
 * fails when the committed files are not what the code says.
 */
const FOLDER = new URL('../../openapi/', import.meta.url);

async function generate(): Promise<Record<string, string>> {
  const logger = createLogger('error');
  const foundations = { config: loadConfig({}), databaseUrl: 'postgres://nowhere', logger };
  const document = JSON.stringify(await describeHttpApp(AppModule.register(foundations), logger), null, 2);
  const types = astToString(await openapiTypes(document, { defaultNonNullable: false }));
  return {
    'openapi.json': `${document}\n`,
    'client.d.ts': `/** Made from openapi.json by \`npm run openapi\`. Not written by hand. */\n${types}`,
  };
}

async function check(files: Record<string, string>): Promise<string[]> {
  const committed = await Promise.all(
    Object.keys(files).map((name) => readFile(new URL(name, FOLDER), 'utf8').catch(() => '')),
  );
  return Object.keys(files).filter((name, index) => files[name] !== committed[index]);
}

const files = await generate();
if (process.argv.includes('--check')) {
  const stale = await check(files);
  if (stale.length > 0) {
    console.error(
      `openapi/${stale.join(', openapi/')}: not what the code says. Run \`npm run openapi\` and commit it.`,
    );
    process.exit(1);
  }
} else {
  await mkdir(FOLDER, { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFile(new URL(name, FOLDER), content);
}
