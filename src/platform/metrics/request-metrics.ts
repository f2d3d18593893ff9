import type { NextFunction, Request, Response } from 'express';
import type { Metrics } from './metrics.js';

/** Counts and times requests by route pattern, never by path: ids would make a time series each. */
export function requestMetrics(metrics: Metrics) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const started = process.hrtime.bigint();
    response.once('close', () => {
      const route: string = request.route?.path ?? 'none';
      const { method } = request;
      metrics.httpRequests.inc({ method, route, status: response.statusCode });
      metrics.httpSeconds.observe({ method, route }, Number(process.hrtime.bigint() - started) / 1e9);
    });
    next();
  };
}
