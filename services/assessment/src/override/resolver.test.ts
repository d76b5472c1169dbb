import { NO_STREAM, streamName } from '@proficio/events';
import { Role } from '@proficio/graph';
import { ADA, BOB, META, TENANT } from '@proficio/tests';
import { as, assessor, refusal, served } from '../served.sample.js';

const { events, keys, does, inLog } = served();

/** What progress writes. */
beforeAll(async () => {
  const meta = { ...META, commandDigest: '', causationId: '', schemaVersion: 1 };
  const event = { id: 'registered', type: 'LearnerRegistered', data: { learner: ADA, name: null }, meta };
  await events.append(streamName('learner', TENANT, ADA), NO_STREAM, [event]);
});

const sawing = { learner: ADA, framework: 'small', skill: 'sawing' };
const craft = { learner: ADA, framework: 'small', domain: 'craft' };
const REASON = 'Seen at the bench';
const set = (changes: object = {}, who = assessor) =>
  does(who, 'overrideLevel', { ...sawing, level: 2, reason: REASON, ...changes });
const revoke = (input: Record<string, unknown> = sawing, who = assessor) => does(who, 'revokeOverride', input);
const written = async () => (await inLog()).filter(({ stream }) => stream.startsWith('override-'));

describe('overrides', () => {
  test('are set and revoked by assessors and administrators, in a stream for each skill or domain', async () => {
    expect(await set({ commandId: 'set' })).toEqual({ position: expect.any(String) });
    expect(await set({ level: 1, occurredAt: '2026-01-04T12:00:00+02:00' })).toEqual({ position: expect.any(String) });
    expect(await does(as(Role.ADMINISTRATOR), 'overrideLevel', { ...craft, level: 0, reason: REASON })).toEqual({
      position: expect.any(String),
    });
    expect(await revoke()).toEqual({ position: expect.any(String) });
    const log = await written();
    expect(log.map(({ type, data }) => [type, data])).toMatchObject([
      ['LevelOverridden', { ...sawing, domain: null, level: 2, reason: { subject: ADA } }],
      ['LevelOverridden', { ...sawing, domain: null, level: 1 }],
      ['LevelOverridden', { ...craft, skill: null, level: 0 }],
      ['OverrideRevoked', { ...sawing, domain: null }],
    ]);
    expect(log[1]?.meta.occurredAt).toBe('2026-01-04T10:00:00.000Z');
    expect(new Set(log.map(({ stream }) => stream)).size).toBe(2);
    expect(JSON.stringify(log.map(({ data, meta }) => [data, meta]))).not.toContain(REASON);
  });
  test('are answered the same when the command comes again, and nothing is written', async () => {
    const head = await events.head();
    const [first] = await written();
    expect(await set({ commandId: 'set' })).toEqual({ position: String(first?.position) });
    expect(refusal(await set({ commandId: 'set', level: 1 }))).toEqual(['COMMAND_ID_REUSED', 'commandId']);
    expect(await events.head()).toBe(head);
  });
  test('are refused with every fault', async () => {
    expect(refusal(await set({ learner: BOB }))).toEqual(['LEARNER_UNKNOWN', 'learner']);
    expect(refusal(await set({}, { actor: ADA, role: Role.ASSESSOR }))).toEqual(['OVERRIDE_OF_ONESELF', 'learner']);
    expect(refusal(await set({ framework: 'nope' }))).toEqual(['OVERRIDE_INVALID', 'framework']);
    expect(refusal(await set({ skill: 'nope', level: 3 }))).toEqual(['OVERRIDE_INVALID', 'skill', 'level']);
    expect(refusal(await set({ skill: null, domain: 'sawing' }))).toEqual(['OVERRIDE_INVALID', 'domain']);
    expect(refusal(await set({ skill: 'constructor' }))).toEqual(['OVERRIDE_INVALID', 'skill']);
    expect(refusal(await revoke())).toEqual(['OVERRIDE_NOT_SET', 'skill']);
    expect(refusal(await revoke({ ...craft, domain: 'judgment' }))).toEqual(['OVERRIDE_NOT_SET', 'domain']);
  });
  test('are refused where the input is malformed', async () => {
    for (const reason of ['', ' \n', 'x'.repeat(10_001), 'a\0b', 'a\ud800'])
      expect(refusal(await set({ reason }))).toEqual(['INVALID_INPUT', 'reason']);
    for (const level of [-1, 51]) expect(refusal(await set({ level }))).toEqual(['INVALID_INPUT', 'level']);
    for (const where of [{ skill: null }, { domain: 'craft' }]) {
      expect(refusal(await set(where))).toEqual(['INVALID_INPUT', 'skill']);
      expect(refusal(await revoke({ ...sawing, ...where }))).toEqual(['INVALID_INPUT', 'skill']);
    }
    expect(refusal(await set({ learner: 'ada', occurredAt: '2027-01-01T00:00:00Z' }))).toEqual([
      'INVALID_INPUT',
      'occurredAt',
      'learner',
    ]);
  });
  test('of another tenant do not exist', async () => {
    const stranger = as(Role.ADMINISTRATOR, 'other');
    expect(refusal(await set({}, stranger))).toEqual(['LEARNER_UNKNOWN', 'learner']);
    expect(refusal(await revoke(craft, stranger))).toEqual(['OVERRIDE_NOT_SET', 'domain']);
  });
  test('of a learner whose key is gone are closed', async () => {
    await keys.destroy(TENANT, ADA);
    expect((await set()).code).toBe('LEARNER_ERASED');
    expect((await revoke(craft)).code).toBe('LEARNER_ERASED');
  });
});
