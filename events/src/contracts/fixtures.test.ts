import { readFileSync, readdirSync } from 'node:fs';
import type { StoredEvent } from '../kernel/message.js';
import { EnrolmentEvents } from './enrolment.js';
import { FAMILIES } from './families.js';

/** One file for each type and version, `category.Type.vN.json`, never edited once shipped. */
const FOLDER = new URL('../../fixtures/', import.meta.url);
const fixtures = readdirSync(FOLDER).map((file) => {
  const [category = '', type = '', version = ''] = file.split('.');
  const data: unknown = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));
  return { category, type, version: Number(version.slice(1)), data };
});

const stored = (type: string, schemaVersion: number, data: unknown): StoredEvent => ({
  id: 'id',
  stream: 'category-tenant_id',
  revision: 0n,
  position: 0n,
  type,
  data,
  meta: {
    tenant: 'tenant',
    actor: 'actor',
    occurredAt: '2026-01-01T00:00:00.000Z',
    recordedAt: '2026-01-01T00:00:00.000Z',
    commandId: null,
    correlationId: 'c',
    commandDigest: 'd',
    causationId: 'c',
    schemaVersion,
  },
});

describe.each(FAMILIES)('events of $category', (family) => {
  test.each(family.types)('%s has a fixture of every version, and each decodes', (type) => {
    for (let version = 1; version <= family.versionOf(type); version++) {
      const fixture = fixtures.find(
        (one) => one.category === family.category && one.type === type && one.version === version,
      );
      expect(fixture).toBeDefined();
      const event = family.decodeStrictly(stored(type, version, fixture?.data));
      if (version === family.versionOf(type)) expect(event.data).toEqual(fixture?.data);
    }
  });
});

test('an enrolment whose paths repeated their activities reads as one that carries each once', () => {
  const [one, two] = ['one', 'two'].map((key) => ({ key, skills: ['s'], closes: { kind: 'completion' } }));
  const path = (key: string, ...activities: unknown[]) => ({ key, domain: 'd', activities, closes: [] });
  const old = fixtures.find(({ type, version }) => type === 'LearnerEnrolled' && version === 1);
  const data = { ...Object(old?.data), paths: [path('p', one, two), path('q', two)] };
  expect(EnrolmentEvents.decodeStrictly(stored('LearnerEnrolled', 1, data)).data).toMatchObject({
    paths: [path('p', 'one', 'two'), path('q', 'two')],
    activities: [one, two],
  });
});

test('no fixture is left without a type', () => {
  const known = FAMILIES.flatMap(({ category, types }) => types.map((type) => `${category}.${type}`));
  expect(fixtures.map(({ category, type }) => `${category}.${type}`).filter((name) => !known.includes(name))).toEqual(
    [],
  );
});
