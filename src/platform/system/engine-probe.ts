import { Injectable } from '@nestjs/common';
import type { EngineView } from './system.schemas.js';

export interface EngineReport {
  /** Name of the engine chosen for the configured device; null when none fits. */
  engine: string | null;
  engines: EngineView[];
}

/** Finds out which engines load here. Takes `TEMPER_DEVICE`. */
export type EngineProbe = (device: string) => Promise<EngineReport>;

/** Where whoever knows the engines tells the platform how to ask. Asked once: what loads does not change while we run. */
@Injectable()
export class EngineProbeRegistry {
  private probe: EngineProbe = async () => ({ engine: null, engines: [] });
  private report: Promise<EngineReport> | null = null;

  register(probe: EngineProbe): void {
    this.probe = probe;
  }

  ask(device: string): Promise<EngineReport> {
    this.report ??= this.probe(device);
    return this.report;
  }
}
