import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { type ExampleRequest, type ExampleSource, ExampleSources } from '../datasets/example-source.js';
import { DeploymentsService } from '../deployments/deployments.service.js';
import type { Example } from '../ml/data/example.js';
import { PredictionEntity } from './prediction.entity.js';
import { SourceOfOtherTask } from './source-of-other-task.js';

const ROWS_A_PAGE = 500;

/** Makes logged predictions into unlabelled examples: the texts that a deployment really gets. */
@Injectable()
export class PredictionsSource implements ExampleSource, OnModuleInit {
  readonly type = 'predictions';

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly deployments: DeploymentsService,
    private readonly sources: ExampleSources,
  ) {}

  onModuleInit(): void {
    this.sources.register(this);
  }

  /** A model trained on its own answers as if they were true only grows surer of its errors. */
  async check({ projectId, deployment, task }: ExampleRequest): Promise<void> {
    await this.deployments.find(projectId, deployment);
    if (task !== 'text') {
      throw new SourceOfOtherTask(
        this.type,
        'text',
        task,
        " A model's own answers are no labels: use feedback instead.",
      );
    }
  }

  async *read({ projectId, deployment, since, until }: ExampleRequest & { until: string }): AsyncGenerator<Example> {
    const { id, name } = await this.deployments.find(projectId, deployment);
    let after = '';
    for (;;) {
      const query = this.dataSource.manager
        .createQueryBuilder(PredictionEntity, 'prediction')
        .where('prediction.deploymentId = :id AND prediction.id > :after', { id, after })
        .andWhere('prediction.createdAt <= :until', { until });
      if (since) query.andWhere('prediction.createdAt >= :since', { since });
      const rows = await query.orderBy('prediction.id', 'ASC').take(ROWS_A_PAGE).getMany();
      for (const row of rows) yield toExample(row, name);
      if (rows.length < ROWS_A_PAGE) return;
      after = rows.at(-1)!.id;
    }
  }
}

function toExample({ id, text, textPair, revision, createdAt }: PredictionEntity, deployment: string): Example {
  return {
    text: textPair === null ? text : `${text}\n${textPair}`,
    time: createdAt.toISOString(),
    metadata: { prediction: id, deployment, revision },
  };
}
