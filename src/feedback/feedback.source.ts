import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { type ExampleRequest, type ExampleSource, ExampleSources } from '../datasets/example-source.js';
import { DeploymentsService } from '../deployments/deployments.service.js';
import type { ChatMessage, DatasetTask, Example } from '../ml/data/example.js';
import { SourceOfOtherTask } from '../serving/source-of-other-task.js';
import type { RightAnswer } from './right-answer.js';

const ROWS_A_PAGE = 500;

interface Row {
  id: string;
  prediction_id: string;
  label: string | null;
  answer: RightAnswer | null;
  source: string | null;
  text: string;
  text_pair: string | null;
  messages: ChatMessage[] | null;
  predicted: string | null;
  probability: number | null;
  revision: number;
  predicted_at: Date;
}

/** Of each prediction the last feedback that says something about its label; some says only that it was wrong. */
const PAGE = `
  SELECT last.*, p.text, p.text_pair, p.messages, p.label AS predicted, p.probability, p.revision, p.created_at AS predicted_at
  FROM (
    SELECT DISTINCT ON (prediction_id) id, prediction_id, label, answer, source
    FROM feedback
    WHERE deployment_id = $1 AND prediction_id > $2 AND created_at >= $3 AND created_at <= $4 AND correct IS NOT NULL
    ORDER BY prediction_id, id DESC
    LIMIT $5
  ) last
  JOIN predictions p ON p.id = last.prediction_id
  ORDER BY last.prediction_id`;

/** Makes feedback into examples for data sets: the text as it was predicted, with the label it should have had. */
@Injectable()
export class FeedbackSource implements ExampleSource, OnModuleInit {
  readonly type = 'feedback';

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly deployments: DeploymentsService,
    private readonly sources: ExampleSources,
  ) {}

  onModuleInit(): void {
    this.sources.register(this);
  }

  async check({ projectId, deployment, task }: ExampleRequest): Promise<void> {
    await this.deployments.find(projectId, deployment);
    if (task === 'text') throw new SourceOfOtherTask(this.type, 'an answer', task);
  }

  async *read(request: ExampleRequest & { until: string }): AsyncGenerator<Example> {
    const { projectId, deployment, since, until, task } = request;
    const { id, name } = await this.deployments.find(projectId, deployment);
    let after = '';
    for (;;) {
      const parameters = [id, after, since ?? '-infinity', until, ROWS_A_PAGE];
      const rows: Row[] = await this.dataSource.query(PAGE, parameters);
      for (const row of rows) {
        const answered = answeredExample(row, task);
        if (answered) yield { ...answered, ...about(row, name) };
      }
      if (rows.length < ROWS_A_PAGE) return;
      after = rows.at(-1)!.prediction_id;
    }
  }
}

/** The input with its right answer; null where the feedback gives none of this task. */
function answeredExample(row: Row, task: DatasetTask): Example | null {
  const { text, label, answer, messages } = row;
  const pair = { text, ...(row.text_pair === null ? {} : { textPair: row.text_pair }) };
  switch (task) {
    case 'text-classification':
      return label === null ? null : { ...pair, label };
    case 'multi-label-classification':
      return answer?.labels ? { ...pair, labels: answer.labels } : null;
    case 'text-regression':
      return answer?.value === undefined ? null : { ...pair, value: answer.value };
    case 'token-classification':
      return answer?.spans ? { text, spans: answer.spans } : null;
    case 'text-generation':
      return answer?.text && !messages ? { prompt: text, completion: answer.text } : null;
    case 'chat':
      return answer?.text && messages ? { messages: [...messages, { role: 'assistant', content: answer.text }] } : null;
    case 'text':
      return null;
  }
}

const about = (row: Row, deployment: string) => ({
  time: row.predicted_at.toISOString(),
  metadata: {
    prediction: row.prediction_id,
    feedback: row.id,
    deployment,
    revision: row.revision,
    ...(row.predicted === null ? {} : { predicted: row.predicted, probability: row.probability }),
    ...(row.source === null ? {} : { source: row.source }),
  },
});
