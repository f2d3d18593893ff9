import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { Scope } from './scopes.js';

/** Metadata key of a route's access rule; a test fails on a route that has none. */
export const ACCESS = 'temper:access';

/** The scope a caller's key needs for this route. */
export const Access = (scope: Scope) => applyDecorators(SetMetadata(ACCESS, scope), ApiBearerAuth());

/** No key needed. Only for what tells nothing about anybody's data. */
export const PublicRoute = () => SetMetadata(ACCESS, 'public');
