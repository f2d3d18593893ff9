import { Inject, Injectable, StreamableFile } from '@nestjs/common';
import type { Request } from 'express';
import { confusionMatrixPlot } from '../ml/evaluation/plots/confusion-matrix-plot.js';
import { reliabilityDiagram } from '../ml/evaluation/plots/reliability-diagram.js';
import type { Prediction } from '../ml/evaluation/prediction.js';
import { PAGE_POLICY } from '../ml/pages/page.js';
import type { RequestContext } from '../platform/auth/request-context.js';
import { sendPage } from '../platform/http/page-content.js';
import type { PageOf } from '../platform/http/pagination.js';
import { EvaluationNotFinished, NothingIsWrong, NothingToDraw, NotSlicedBy } from './evaluation.errors.js';
import { EvaluationsService } from './evaluations.service.js';
import { type PredictionQuery, predictionFilter, sliceOf } from './prediction-filter.js';
import { PredictionStore } from './prediction-store.js';
import { evaluationReportPage } from './report-page/evaluation-report-page.js';

/** Predictions on the page; the rest are a request away. */
const WORST = 20;

/** What there is of an evaluation beside its numbers, once it has succeeded. */
@Injectable()
export class EvaluationDetailsService {
  constructor(
    @Inject(EvaluationsService) private readonly evaluations: EvaluationsService,
    @Inject(PredictionStore) private readonly store: PredictionStore,
  ) {}

  async reliability(caller: RequestContext, id: string): Promise<StreamableFile> {
    const { calibration } = await this.finished(caller, id);
    if (!calibration) throw new NothingToDraw(id, 'calibration');
    return svg(reliabilityDiagram(calibration.before, calibration.after));
  }

  async confusion(caller: RequestContext, id: string): Promise<StreamableFile> {
    const { confusionMatrix } = await this.finished(caller, id);
    if (!confusionMatrix) throw new NothingToDraw(id, 'confusion matrix');
    return svg(confusionMatrixPlot(confusionMatrix));
  }

  async predictions(caller: RequestContext, id: string, query: PredictionQuery): Promise<PageOf<Prediction>> {
    const { counts, slices } = await this.finished(caller, id);
    if (query.errorsOnly === 'true' && counts!.correct === null) throw new NothingIsWrong(id);
    if (query.slice !== undefined) {
      const { field } = sliceOf(query.slice);
      const fields = (slices ?? []).map(({ by }) => by);
      if (!fields.includes(field)) throw new NotSlicedBy(id, field, fields);
    }
    return this.store.page({ projectId: caller.projectId, id }, query, predictionFilter(query));
  }

  async report(caller: RequestContext, id: string, request: Request): Promise<StreamableFile> {
    const evaluation = await this.finished(caller, id);
    const { data } = await this.store.page({ projectId: caller.projectId, id }, { limit: WORST }, () => true);
    return sendPage(evaluationReportPage(evaluation, data), request, PAGE_POLICY);
  }

  private async finished(caller: RequestContext, id: string) {
    const evaluation = await this.evaluations.get(caller, id);
    if (evaluation.status !== 'succeeded') throw new EvaluationNotFinished(evaluation);
    return evaluation;
  }
}

const svg = (markup: string): StreamableFile => new StreamableFile(Buffer.from(markup), { type: 'image/svg+xml' });
