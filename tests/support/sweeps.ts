import type { components } from '../../openapi/client.js';
import type { TestApp } from './app.js';
import { jobsOf } from './jobs.js';

type Schemas = components['schemas'];
export type SweepCreate = Omit<Schemas['SweepJobCreate'], 'type'>;
export type SweepView = Schemas['SweepJob'];
export type SweepTrial = Schemas['SweepTrial'];

/** The sweeps of a running service, as a user drives them. */
export function sweepsOf(app: TestApp) {
  const jobs = jobsOf(app);
  const asSweep = (job: unknown) => job as SweepView;
  return {
    create: async (body: SweepCreate): Promise<SweepView> => {
      const { data, error } = await app.client.POST('/v1/jobs', { body: { type: 'sweep', ...body } });
      if (error) throw new Error(error.detail);
      return asSweep(data);
    },
    get: async (id: string) => asSweep(await jobs.get(id)),
    ended: async (...of: Parameters<typeof jobs.ended>) => asSweep(await jobs.ended(...of)),
    trials: async (id: string): Promise<SweepTrial[]> =>
      (await app.client.GET('/v1/jobs/{id}/trials', { params: { path: { id } } })).data!.data,
  };
}
