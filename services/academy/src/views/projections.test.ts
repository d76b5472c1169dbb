import { allOf } from '../operations/stores.js';
import { SERVICES } from '../services.js';
import { PROJECTIONS } from './projections.js';

test('the thread that builds views has the projections of every service', () =>
  expect(PROJECTIONS).toEqual(allOf(SERVICES).projections));
