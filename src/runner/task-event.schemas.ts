import { z } from 'zod';
import { LogLevel, TaskMetric } from '../worker/protocol.js';
import { TASK_EVENT_TYPES, type TaskEventEntity } from './task-event.entity.js';

export const TaskEventView = z.object({
  id: z.string().describe('Grows with every event; where a stream goes on with `Last-Event-ID`.'),
  time: z.iso.datetime().describe('When it happened, ISO 8601 UTC.'),
  type: z.enum(TASK_EVENT_TYPES).describe('What kind of event it is.'),
  level: LogLevel.describe('How much it matters.'),
  message: z.string().describe('What happened, for people.'),
  data: z
    .unknown()
    .describe(
      'The same for programs: `{status, attempt}`, a metric `{step, epoch, split, name, value}`, a checkpoint `{step}`.',
    ),
});
export type TaskEventView = z.infer<typeof TaskEventView>;

export const TaskMetricView = z.object({
  ...TaskMetric.shape,
  time: z.iso.datetime().describe('When it was measured, ISO 8601 UTC.'),
});
export type TaskMetricView = z.infer<typeof TaskMetricView>;

export function toTaskEventView({ id, time, type, level, message, data }: TaskEventEntity): TaskEventView {
  return { id, time: time.toISOString(), type, level, message, data };
}
