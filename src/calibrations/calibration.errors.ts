import { Invalid } from '../platform/errors/problem.js';

/** What was asked for can't be done with this model, or with these examples. */
export class CalibrationRefused extends Invalid {
  constructor(path: string, message: string) {
    super('calibration-refused', `The model can't be calibrated so: ${path}: ${message}.`, {
      errors: [{ path, message }],
    });
  }
}

export class CalibrationSetTooSmall extends Invalid {
  constructor(path: string, what: string, required: number, found: number, where: string) {
    const message = `${what} needs at least ${required} examples with a right answer; ${where} has ${found}. Add some`;
    super('calibration-set-too-small', `There is too little to calibrate on: ${message}.`, {
      errors: [{ path, message }],
    });
  }
}
