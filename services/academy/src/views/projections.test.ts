import { partitioned, WHOLE } from '@proficio/events';
import { allOf } from '../operations/stores.js';
import { SERVICES } from '../services.js';
import { PROJECTIONS } from './projections.js';

test('the thread that builds views has the projections of every service', () =>
  expect(partitioned(PROJECTIONS, WHOLE)).toEqual(allOf(SERVICES).projections));
