import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ModelReference, ModelView } from '../models/model.schemas.js';
import { Access } from '../platform/auth/access.js';
import { Caller, type RequestContext } from '../platform/auth/request-context.js';
import { Responds } from '../platform/http/responds.js';
import { CalibrationCreate } from './calibration.schemas.js';
import { CalibrationsService } from './calibrations.service.js';

@ApiTags('models')
@Controller('v1/models/:id/calibrations')
export class CalibrationsController {
  constructor(private readonly calibrations: CalibrationsService) {}

  @Post()
  @ApiOperation({
    summary: 'Calibrate a model anew, on a data set or on feedback: makes a model with the same weights',
  })
  @Access('write')
  @Responds(ModelView, { status: 202, description: 'The new model, which is `importing` until it is calibrated' })
  create(
    @Caller() caller: RequestContext,
    @Param('id', { schema: ModelReference }) id: string,
    @Body({ schema: CalibrationCreate }) body: CalibrationCreate,
  ) {
    return this.calibrations.create(caller, id, body);
  }
}
