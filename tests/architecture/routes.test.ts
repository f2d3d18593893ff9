import 'reflect-metadata';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { ACCESS } from '../../src/platform/auth/access.js';
import { SCOPES } from '../../src/platform/auth/scopes.js';
import { filesIn, ROOT } from './source-files.js';

/** The whole list: a route that no API key opens is added here, on purpose. The forwarded predictions have a guard of their own. */
const PUBLIC = ['ForwardedPredictionsController.answer', 'SystemController.live', 'SystemController.ready'];

interface Route {
  name: string;
  access: unknown;
}

function routesOf(controller: { name: string; prototype: object }): Route[] {
  return Object.entries(Object.getOwnPropertyDescriptors(controller.prototype))
    .filter(([, { value }]) => typeof value === 'function' && Reflect.hasMetadata(METHOD_METADATA, value))
    .map(([method, { value }]) => ({
      name: `${controller.name}.${method}`,
      access: Reflect.getMetadata(ACCESS, value),
    }));
}

async function allRoutes(): Promise<Route[]> {
  const files = filesIn(['src'], /\.controller\.ts$/);
  const modules = await Promise.all(files.map((path) => import(`${ROOT}/${path}`)));
  return modules.flatMap((module) => Object.values(module).flatMap((value) => routesOf(value as never)));
}

describe('every route', () => {
  it('declares who may call it', async () => {
    const routes = await allRoutes();
    expect(routes.length).toBeGreaterThan(PUBLIC.length);
    const known: unknown[] = [...SCOPES, 'public'];
    expect(routes.filter(({ access }) => !known.includes(access))).toEqual([]);
  });

  it('needs a key, but for those that say nothing about anybody', async () => {
    const routes = await allRoutes();
    expect(
      routes
        .filter(({ access }) => access === 'public')
        .map(({ name }) => name)
        .sort(),
    ).toEqual(PUBLIC);
  });
});
