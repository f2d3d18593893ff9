import { BadRequestException } from '@nestjs/common';
import { QueryFailedError } from 'typeorm';
import { toProblem } from '../../../src/platform/errors/problem.filter.js';
import { NotFound } from '../../../src/platform/errors/problem.js';
import { toDomainError } from '../../../src/platform/errors/to-problem.js';

class WidgetNotFound extends NotFound {
  constructor() {
    super('widget-not-found', 'There is no widget w.');
  }
}

const refusedByDatabase = (code: string, detail?: string) =>
  toDomainError(
    new QueryFailedError('DELETE', [], Object.assign(new Error('refused'), { code, detail, table: 'jobs' })),
  );

describe('problems', () => {
  it('are laid out as RFC 9457 says', () => {
    expect(toProblem(new WidgetNotFound(), 'req_1')).toEqual({
      type: 'urn:temper:problem:widget-not-found',
      title: 'Widget not found',
      status: 404,
      detail: 'There is no widget w.',
      code: 'widget-not-found',
      requestId: 'req_1',
    });
  });

  it.each([
    ['23503', 'Key (id)=(x) is still referenced from table "jobs".', 409, 'in-use'],
    ['23503', 'Key (model_id)=(x) is not present in table "models".', 409, 'gone'],
    ['23505', 'Key (name)=(x) already exists.', 409, 'already-exists'],
    ['22P05', undefined, 422, 'invalid-text'],
    ['53300', undefined, 503, 'database-unavailable'],
  ])("PostgreSQL's %s (%s) becomes %i %s", (sqlState, detail, status, code) => {
    expect(refusedByDatabase(sqlState, detail)).toMatchObject({ status, code });
  });

  it('name what is in use as people do', () => {
    expect(refusedByDatabase('23001')?.detail).toBe(
      'It is still in use by jobs, which keep what they were made of. Jobs are not deleted, so it stays.',
    );
  });

  it('are not made of defects: those stay unknown, and are logged', () => {
    expect(refusedByDatabase('42601')).toBeNull();
    expect(toDomainError(new TypeError('x is undefined'))).toBeNull();
    expect(toDomainError('text')).toBeNull();
  });

  it("are made of Nest's own refusals", () => {
    expect(toDomainError(new BadRequestException('no'))).toMatchObject({ status: 400, code: 'malformed-request' });
  });
});
