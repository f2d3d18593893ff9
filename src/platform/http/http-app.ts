import type { Server } from 'node:http';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { NestLogger } from '../logging/nest-logger.js';
import { requestLog } from '../logging/request-log.js';
import { Metrics } from '../metrics/metrics.js';
import { requestMetrics } from '../metrics/request-metrics.js';
import { answerEarlyProblems } from './early-problems.js';
import { createOpenApiDocument } from './openapi.js';

/** Node's own five minutes would cut a large upload over a slow line. Headers still have to come within a minute. */
const UPLOAD_TIMEOUT_MS = 3_600_000;

/** Builds the application with everything that stands around its routes; it does not listen yet. */
export async function createHttpApp(root: DynamicModule, logger: Logger): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(root, {
    bodyParser: false,
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  app.disable('x-powered-by');
  app.disable('etag');
  app.getHttpServer().requestTimeout = UPLOAD_TIMEOUT_MS;
  answerEarlyProblems(app.getHttpServer());
  app.use(closeWhenDraining(app.getHttpServer()), requestLog(logger), requestMetrics(app.get(Metrics)));
  serveDocuments(app);
  return app;
}

/** Closing a server leaves connections open that still answer: each is closed once it has, or the client keeps it alive. */
function closeWhenDraining(server: Server): RequestHandler {
  return (_request, response, next) => {
    response.once('close', () => {
      if (!server.listening) setImmediate(() => server.closeIdleConnections());
    });
    next();
  };
}

/** The document is made when it is first asked for: a start does not wait for it. */
function serveDocuments(app: NestExpressApplication): void {
  SwaggerModule.setup('docs', app, () => createOpenApiDocument(app), {
    jsonDocumentUrl: 'openapi.json',
    yamlDocumentUrl: 'openapi.yaml',
  });
}

/** The document without a database or anything else that runs: what the build compares and clients are made from. */
export async function describeHttpApp(root: DynamicModule, logger: Logger): Promise<OpenAPIObject> {
  const app = await NestFactory.create(root, { preview: true, abortOnError: false, logger: new NestLogger(logger) });
  return createOpenApiDocument(app);
}
