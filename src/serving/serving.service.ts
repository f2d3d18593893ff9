import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { DeploymentChanges } from '../deployments/deployment-changes.js';
import { ModelStore } from '../models/model-store.js';
import { CONFIG, type Config } from '../platform/config/config.js';
import { newId } from '../platform/ids.js';
import { LOGGER } from '../platform/logging/logger.js';
import { HealthService } from '../platform/system/health.service.js';
import { machineId } from '../runner/process-identity.js';
import { ModelFolders } from './model-folders.js';
import { ModelServer } from './model-server.js';
import { type ServerAddress, ServerRegistry } from './server-registry.js';
import { ServingMetrics } from './serving-metrics.js';
import { SERVING_SETTINGS, type ServingSettings } from './serving-settings.js';

const TOKEN_BYTES = 32;

/** The server role of this process, where it has that role: its start, its address, its end. */
@Injectable()
export class ServingService implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  /** Null without the role. */
  readonly server: ModelServer | null;
  /** What other processes have to show to be answered. Made anew at every start, and known to the database alone. */
  private readonly token = randomBytes(TOKEN_BYTES).toString('hex');

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) logger: Logger,
    @Inject(SERVING_SETTINGS) settings: ServingSettings,
    @InjectDataSource() dataSource: DataSource,
    store: ModelStore,
    metrics: ServingMetrics,
    private readonly http: HttpAdapterHost,
    private readonly changes: DeploymentChanges,
    private readonly health: HealthService,
  ) {
    const serverId = newId('srv');
    const registry = new ServerRegistry(dataSource, serverId, () => this.address());
    const folders = new ModelFolders(store, settings.modelsRoot, serverId);
    const parts = { registry, folders, settings, metrics, logger: logger.child({ serverId }) };
    this.server = config.roles.includes('server') ? new ModelServer(parts) : null;
  }

  /** Whether the token is this server's. */
  admits(token: string): boolean {
    return this.server !== null && sameSecret(token, this.token);
  }

  async onApplicationBootstrap(): Promise<void> {
    const { server } = this;
    if (!server) return;
    this.changes.listen(server.look);
    this.health.register('serving', async () => server.health());
    await server.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.server?.withdraw();
  }

  /** Requests that were under way have been answered by now. */
  async onApplicationShutdown(): Promise<void> {
    await this.server?.close();
  }

  private address(): ServerAddress | null {
    const { advertise, host } = this.config;
    const { token } = this;
    if (advertise) return { address: advertise, machine: null, token };
    const listening = this.http.httpAdapter.getHttpServer().address() as AddressInfo | null;
    if (!listening) return null;
    return { address: `http://${reachable(host)}:${listening.port}`, machine: machineId(), token };
  }
}

/** The name under which this machine reaches what listens on `host`. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

function sameSecret(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}
