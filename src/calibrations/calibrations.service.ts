import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { DatasetVersionEntity } from '../datasets/dataset-version.entity.js';
import { DatasetVersionService } from '../datasets/dataset-version.service.js';
import { ExampleSources } from '../datasets/example-source.js';
import { CALIBRATE_TASK } from '../ml/calibration/calibrate.schemas.js';
import { FEWEST_SCORES } from '../ml/calibration/conformal.js';
import { methodsOf, type RowsNeeded, rowsNeeded, unsuitable } from '../ml/calibration/suitable.js';
import type { DatasetTask, Split } from '../ml/data/example.js';
import { ModelEntity } from '../models/model.entity.js';
import type { ModelView } from '../models/model.schemas.js';
import { ModelsService } from '../models/models.service.js';
import type { RequestContext } from '../platform/auth/request-context.js';
import { newId } from '../platform/ids.js';
import { TaskService } from '../runner/task.service.js';
import type { CalibrateTaskInput } from './calibrate.task-input.js';
import { CalibrationRefused, CalibrationSetTooSmall } from './calibration.errors.js';
import type { CalibrationCreate } from './calibration.schemas.js';
import { calibrationRequest } from './calibration-choice.js';

type Source = CalibrateTaskInput['source'];

/** Makes models that have the weights of another and a calibration of their own: what is deployed stays as it is. */
@Injectable()
export class CalibrationsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(ModelsService) private readonly models: ModelsService,
    @Inject(DatasetVersionService) private readonly versions: DatasetVersionService,
    @Inject(ExampleSources) private readonly sources: ExampleSources,
    @Inject(TaskService) private readonly tasks: TaskService,
  ) {}

  /** The row and its task, together or not at all. */
  async create(caller: RequestContext, reference: string, body: CalibrationCreate): Promise<ModelView> {
    const { projectId } = caller;
    const model = await this.models.resolveReady(projectId, reference);
    const task = checkModel(model, body);
    const needs = needsOf(task, body);
    const source = body.source
      ? await this.feedback(projectId, task, body.source, needs)
      : await this.dataset(projectId, model, body, needs);
    const id = newId('mdl');
    const { method, conformal } = calibrationRequest(body);
    const input: CalibrateTaskInput = {
      modelId: id,
      baseModelId: model.id,
      name: body.name ?? model.name,
      method,
      conformal,
      seed: body.seed,
      source,
    };
    await this.dataSource.transaction(async (tx) => {
      const importTask = await this.tasks.enqueue(tx, { kind: CALIBRATE_TASK, projectId, input });
      const row = { id, projectId, name: input.name, kind: 'fine-tuned', builtIn: false, baseModelId: model.id };
      await tx.insert(ModelEntity, { ...row, importTask } as object);
    });
    return this.models.get(caller, id);
  }

  private async dataset(
    projectId: string,
    model: ModelEntity,
    { dataset, split = 'validation' }: CalibrationCreate,
    needs: readonly RowsNeeded[],
  ): Promise<Source> {
    const version = await this.versions.ready(this.dataSource.manager, projectId, dataset!);
    checkVersion(model, version);
    const found = version.counts?.[split] ?? 0;
    const where = `the ${split} split of version ${version.version} of ${version.datasetId}`;
    checkRows(needs, found, where);
    return { type: 'dataset', versionId: version.id, split: split satisfies Split };
  }

  private async feedback(
    projectId: string,
    task: DatasetTask,
    { deployment, since }: NonNullable<CalibrationCreate['source']>,
    needs: readonly RowsNeeded[],
  ): Promise<Source> {
    const source = this.sources.get('feedback');
    const request = { projectId, task, deployment, since: since ?? null };
    await source.check(request);
    const until = new Date().toISOString();
    const enough = Math.max(...needs.map(({ rows }) => rows));
    let found = 0;
    for await (const _ of source.read({ ...request, until })) if (++found === enough) break;
    checkRows(needs, found, `the feedback on ${deployment}`);
    return { type: 'feedback', deployment, since: request.since, until };
  }
}

function checkModel(model: ModelEntity, body: CalibrationCreate): DatasetTask {
  if (model.task === null) {
    throw new CalibrationRefused(
      'model',
      `expected a model with a head for a task; ${model.id} has none: fine-tune it`,
    );
  }
  const task = model.task as DatasetTask;
  const request = calibrationRequest(body);
  const problem = unsuitable(task, request);
  if (problem) {
    const message = `for ${task}, expected ${problem.expected}; found ${JSON.stringify(problem.found)}`;
    throw new CalibrationRefused(problem.field, message);
  }
  const fits = request.method !== 'none' && methodsOf(task).length > 0;
  if (!fits && !request.conformal) {
    const why = methodsOf(task).length ? 'without a method there is' : `for ${task} there is`;
    throw new CalibrationRefused('coverage', `expected a coverage, such as 0.9: ${why} nothing else to fit`);
  }
  return task;
}

/** Whatever is asked for, a few say more of themselves than of what comes. */
function needsOf(task: DatasetTask, body: CalibrationCreate): RowsNeeded[] {
  return [
    ...rowsNeeded(task, calibrationRequest(body)),
    { field: 'method', what: 'a calibration', rows: FEWEST_SCORES },
  ];
}

function checkRows(needs: readonly RowsNeeded[], found: number, where: string): void {
  const missing = needs.find(({ rows }) => found < rows);
  if (missing) throw new CalibrationSetTooSmall(missing.field, missing.what, missing.rows, found, where);
}

function checkVersion(model: ModelEntity, { datasetId, labels, recipe }: DatasetVersionEntity): void {
  if (recipe?.task !== model.task) {
    const message = `expected a data set for ${model.task}, as the model is; ${datasetId} is for ${recipe?.task}`;
    throw new CalibrationRefused('dataset', message);
  }
  const unknown = (labels ?? []).find((label) => !model.labels?.includes(label));
  if (unknown === undefined) return;
  const message = `expected labels of the model (${model.labels?.slice(0, 20).join(', ')}); ${datasetId} has ${JSON.stringify(unknown)}`;
  throw new CalibrationRefused('dataset', message);
}
