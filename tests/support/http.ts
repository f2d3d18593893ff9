import type { AddressInfo } from 'node:net';
import type { Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { ensureBootstrapKey } from '../../src/platform/auth/bootstrap-key.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { createHttpApp } from '../../src/platform/http/http-app.js';
import { createLogger } from '../../src/platform/logging/logger.js';
import { PlatformModule } from '../../src/platform/platform.module.js';
import { createTestDatabase, type TestDatabase } from './database.js';

export interface TestServer {
  readonly url: string;
  readonly app: NestExpressApplication;
  readonly database: TestDatabase;
  readonly key: string;
  /** Lines of the log, parsed. */
  readonly log: Record<string, unknown>[];
  stop(): Promise<void>;
}

/** The platform with controllers of a test's own, in this process, over real HTTP. */
export async function serve(home: string, controllers: Type[]): Promise<TestServer> {
  const database = await createTestDatabase();
  const log: Record<string, unknown>[] = [];
  const logger = createLogger('info', { write: (line) => void log.push(JSON.parse(line)) });
  const config = loadConfig({ TEMPER_HOME: home });
  const key = (await ensureBootstrapKey(database.url, null))!;
  class Root {}
  const imports = [PlatformModule.register({ config, databaseUrl: database.url, logger })];
  const app = await createHttpApp({ module: Root, imports, controllers }, logger);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    app,
    database,
    key,
    log,
    stop: async () => {
      await app.close();
      await database.drop();
    },
  };
}
