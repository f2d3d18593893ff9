import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { architectureNamed } from '../../../ml/architectures/registry.js';
import type { ModelEntity } from '../../../models/model.entity.js';
import { ModelsService } from '../../../models/models.service.js';
import type { RequestContext } from '../../../platform/auth/request-context.js';
import { StudentUnsuitable } from '../../job.errors.js';
import type { JobEstimate } from '../../job-estimate.schemas.js';
import { JobEstimateService } from '../../job-estimate.service.js';
import { JobInputsService } from '../../job-inputs.service.js';
import type { TrainingRequest } from '../../training-request.js';
import { checkKnows, modelOfTask } from '../finished-model.js';
import { JobPlanners } from '../job-planners.js';
import type { JobPlan, JobPlanner } from '../job-type.js';
import type { DistillJobCreate } from './distill.schemas.js';

/** As the job shows them. */
export interface DistillJobChoices extends Pick<DistillJobCreate, 'temperature' | 'alpha' | 'student'> {
  teacher: string;
  hiddenStates: boolean;
}

/** Tasks whose answers are probabilities of labels for a text as a whole. */
const TASKS = ['text-classification', 'multi-label-classification'];

@Injectable()
export class DistillPlanner implements JobPlanner<DistillJobCreate>, OnModuleInit {
  readonly type = 'distill';

  constructor(
    @Inject(JobPlanners) private readonly planners: JobPlanners,
    @Inject(JobInputsService) private readonly inputs: JobInputsService,
    @Inject(JobEstimateService) private readonly estimates: JobEstimateService,
    @Inject(ModelsService) private readonly models: ModelsService,
  ) {}

  onModuleInit(): void {
    this.planners.register(this);
  }

  async plan(manager: EntityManager, { projectId }: RequestContext, request: DistillJobCreate): Promise<JobPlan> {
    const { temperature, alpha, hyperparameters } = request;
    const { teacher, student, training } = await this.resolve(projectId, request);
    const found = await this.inputs.resolve(manager, projectId, training);
    checkKnows(teacher, found, 'teacher');
    if (!TASKS.includes(teacher.task!)) throw StudentUnsuitable.task(teacher, TASKS);
    const hiddenStates = await this.comparesStates(teacher, student, request);
    const chosen: DistillJobChoices = {
      teacher: teacher.id,
      student: typeof request.student === 'string' ? student.id : request.student,
      temperature,
      alpha,
      hiddenStates,
    };
    return { ...found, teacher, choices: chosen, hyperparameters };
  }

  async estimate(caller: RequestContext, request: DistillJobCreate): Promise<JobEstimate> {
    const { training } = await this.resolve(caller.projectId, request);
    const estimate = await this.estimates.estimate(caller, training);
    const more = 'The teacher answers every text once, and with hiddenStates in every step: that comes on top.';
    return { ...estimate, warnings: [...estimate.warnings, more] };
  }

  async checkFits(caller: RequestContext, request: DistillJobCreate): Promise<void> {
    const { training } = await this.resolve(caller.projectId, request);
    return this.estimates.checkFits(caller, training);
  }

  /** Both models, and the training of the student as that of a model of its own. */
  private async resolve(projectId: string, request: DistillJobCreate) {
    const { dataset, hyperparameters, calibration } = request;
    const teacher = modelOfTask(await this.models.resolveReady(projectId, request.teacher), 'teacher');
    const common = { dataset, hyperparameters, calibration, method: { type: 'full' as const } };
    if (typeof request.student === 'string') {
      const student = await this.models.resolveReady(projectId, request.student);
      const training: TrainingRequest = { ...common, model: student.id };
      return { teacher, student, training };
    }
    const { layers } = request.student;
    const { layers: most } = await this.inputs.sizesOf(teacher);
    if (layers >= most) throw StudentUnsuitable.layers(teacher, layers, most);
    const training: TrainingRequest = { ...common, model: teacher.id, layers };
    return { teacher, student: teacher, training };
  }

  /** @throws StudentUnsuitable where states were asked for and can't be compared */
  private async comparesStates(teacher: ModelEntity, student: ModelEntity, request: DistillJobCreate) {
    const decoders = [teacher, student].some(({ architecture }) => architectureNamed(architecture!).causal);
    const sameTokens = teacher.files!['tokenizer.json']?.sha256 === student.files!['tokenizer.json']?.sha256;
    const asked = request.hiddenStates ?? (typeof request.student !== 'string' && !decoders);
    if (asked && decoders)
      throw StudentUnsuitable.states('encoders, such as BERT; of decoders answers alone are learned');
    if (asked && !sameTokens)
      throw StudentUnsuitable.states(`models with one tokenizer; those of ${teacher.id} and ${student.id} differ`);
    return asked;
  }
}
