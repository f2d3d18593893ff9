import { type FieldError, Invalid } from '../platform/errors/problem.js';

export class FeedbackInvalid extends Invalid {
  constructor(errors: FieldError[]) {
    const [first] = errors;
    const more = errors.length > 1 ? ` (and ${errors.length - 1} more, see errors)` : '';
    super('invalid-feedback', `Nothing of this feedback was taken: ${first?.path}: ${first?.message}${more}.`, {
      errors,
    });
  }
}
