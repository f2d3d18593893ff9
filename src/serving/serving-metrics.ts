import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram } from 'prom-client';
import { Metrics } from '../platform/metrics/metrics.js';

const SECONDS = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30];
const ROWS = [1, 2, 4, 8, 16, 32, 64, 128, 256];

/** What operators watch of serving. Deployments are labelled by id: names are each project's own. */
@Injectable()
export class ServingMetrics {
  private readonly predictSeconds: Histogram;
  private readonly batchSeconds: Histogram;
  private readonly batchRows: Histogram;
  private readonly restarts: Counter;
  private depths: () => ReadonlyMap<string, number> = () => new Map();

  constructor({ registry }: Metrics) {
    const labelNames = ['deployment'];
    const registers = [registry];
    this.predictSeconds = new Histogram({
      name: 'temper_predict_duration_seconds',
      help: 'Seconds from a valid predict request to its answer, logging included',
      buckets: SECONDS,
      labelNames,
      registers,
    });
    this.batchSeconds = new Histogram({
      name: 'temper_serving_batch_duration_seconds',
      help: "Seconds a batch takes in the model's process",
      buckets: SECONDS,
      labelNames,
      registers,
    });
    this.batchRows = new Histogram({
      name: 'temper_serving_batch_rows',
      help: 'Texts in a batch',
      buckets: ROWS,
      labelNames,
      registers,
    });
    this.restarts = new Counter({
      name: 'temper_serving_restarts_total',
      help: "Deaths of models' processes that were followed by another start",
      labelNames,
      registers,
    });
    const depths = () => this.depths();
    new Gauge({
      name: 'temper_serving_queue_rows',
      help: 'Texts that wait for a model of this process',
      labelNames,
      registers,
      collect() {
        this.reset();
        for (const [deployment, rows] of depths()) this.set({ deployment }, rows);
      },
    });
  }

  /** Where queue depths are read when somebody asks. */
  watchQueues(depths: () => ReadonlyMap<string, number>): void {
    this.depths = depths;
  }

  restarted(deployment: string): void {
    this.restarts.inc({ deployment });
  }

  async batch<T>(deployment: string, rows: number, work: () => Promise<T>): Promise<T> {
    this.batchRows.observe({ deployment }, rows);
    const stop = this.batchSeconds.startTimer({ deployment });
    try {
      return await work();
    } finally {
      stop();
    }
  }

  async predict<T>(deployment: string, work: () => Promise<T>): Promise<T> {
    const stop = this.predictSeconds.startTimer({ deployment });
    try {
      return await work();
    } finally {
      stop();
    }
  }
}
