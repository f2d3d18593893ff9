import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { workerEnvironment } from '../platform/config/worker-environment.js';
import { EngineProbeRegistry, type EngineReport } from '../platform/system/engine-probe.js';
import { EngineView } from '../platform/system/system.schemas.js';

const ENTRY = new URL('../../dist/worker/probe-engines-main.js', import.meta.url);
const Report = z.object({ engine: z.string().nullable(), engines: z.array(EngineView) });

/** Tells `/v1/system` which engines load here. They are tried in a process of their own: a native library may crash. */
@Injectable()
export class EnginesProbe implements OnModuleInit {
  constructor(@Inject(EngineProbeRegistry) private readonly registry: EngineProbeRegistry) {}

  onModuleInit(): void {
    this.registry.register(probeInChild);
  }
}

async function probeInChild(device: string): Promise<EngineReport> {
  const child = fork(ENTRY, [], { env: workerEnvironment(), stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  child.send(device);
  const crashed = once(child, 'exit').then(() => [{ engine: null, engines: [] }]);
  const [report] = await Promise.race([once(child, 'message'), crashed]);
  return Report.parse(report);
}
