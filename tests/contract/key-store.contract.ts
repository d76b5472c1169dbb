import { randomUUID } from 'node:crypto';
import { DESTROYED, type KeyStore } from '@proficio/events';

/** What every KeyStore must do. That a destroyed key's bytes are gone is for each adapter to show in its own way. */
export const keyStoreContract = (name: string, open: () => Promise<KeyStore>) =>
  describe(`KeyStore: ${name}`, () => {
    let store: KeyStore;
    beforeAll(async () => {
      store = await open();
    });
    const fresh = () => randomUUID();

    test('KS1 the first call makes a key of 32 bytes, every later one gives the same', async () => {
      const subject = fresh();
      const key = await store.ensure('t', subject);
      expect(key).toHaveLength(32);
      expect(await store.ensure('t', subject)).toEqual(key);
    });

    test('KS2 no two subjects share a key, and no two tenants', async () => {
      const subject = fresh();
      const keys = [
        await store.ensure('t', subject),
        await store.ensure('u', subject),
        await store.ensure('t', fresh()),
      ];
      expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(3);
    });

    test('KS3 64 that ask at once for a new subject are given one key', async () => {
      const subject = fresh();
      const keys = await Promise.all(Array.from({ length: 64 }, () => store.ensure('t', subject)));
      expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(1);
      expect(await store.ensure('t', subject)).toEqual(keys[0]);
    });

    test('KS4 many are read at once; a subject that never had a key is absent, and is not given one', async () => {
      const [one, two, none] = [fresh(), fresh(), fresh()];
      const keys = [await store.ensure('t', one), await store.ensure('t', two)];
      const expected = new Map([
        [one, keys[0]],
        [two, keys[1]],
      ]);
      expect(await store.getMany('t', [one, none, two, one])).toEqual(expected);
      expect(await store.getMany('t', [none])).toEqual(new Map());
      expect(await store.getMany('t', [])).toEqual(new Map());
      expect(await store.getMany('u', [one])).toEqual(new Map());
      const others = Array.from({ length: 300 }, fresh);
      expect(await store.getMany('t', [...others, one, 'ü', two])).toEqual(expected);
      expect(await store.getMany('t', [...others, one, two])).toEqual(expected);
    });

    test('KS5 a destroyed key stays destroyed for ever, and the others stay', async () => {
      const [gone, kept] = [fresh(), fresh()];
      await store.ensure('t', gone);
      const key = await store.ensure('t', kept);
      await store.destroy('t', gone);
      expect(await store.ensure('t', gone)).toBe(DESTROYED);
      expect(await store.getMany('t', [gone, kept])).toEqual(
        new Map<string, unknown>([
          [gone, DESTROYED],
          [kept, key],
        ]),
      );
    });

    test('KS6 destroying is idempotent, closes a subject that never had a key, and touches one tenant only', async () => {
      const subject = fresh();
      await store.destroy('t', subject);
      await store.destroy('t', subject);
      expect(await store.ensure('t', subject)).toBe(DESTROYED);
      expect(await store.ensure('u', subject)).toHaveLength(32);
    });

    test('KS7 whoever asks while a key is destroyed gets the old key or DESTROYED, and never a new one', async () => {
      const subject = fresh();
      const old = await store.ensure('t', subject);
      const asked = [0, 1, 2, 3].map((n) => (n === 2 ? store.destroy('t', subject) : store.ensure('t', subject)));
      const answers = (await Promise.all(asked)).filter((_, n) => n !== 2);
      for (const answer of answers) if (answer !== DESTROYED) expect(answer).toEqual(old);
      expect(await store.ensure('t', subject)).toBe(DESTROYED);
    });

    test('KS8 of one who asks first and one who destroys at once, the destroyer has the last word', async () => {
      const subject = fresh();
      await Promise.all([store.ensure('t', subject), store.destroy('t', subject), store.ensure('t', subject)]);
      expect(await store.ensure('t', subject)).toBe(DESTROYED);
    });

    test('KS9 reserved subjects and names of any letters are names like others', async () => {
      const names = ['#tenant', '#person-id', "o'hara", 'Zoë', 'a b'].map((name) => `${name} ${fresh()}`);
      const keys = await Promise.all(names.map((name) => store.ensure('#house', name)));
      expect(await store.getMany('#house', names)).toEqual(new Map(names.map((name, n) => [name, keys[n]])));
    });

    test('KS10 a caller that changes the bytes it was given changes nothing in the store', async () => {
      const subject = fresh();
      const key = await store.ensure('t', subject);
      const before = Buffer.from(key).toString('hex');
      if (key !== DESTROYED) key.fill(1);
      expect(Buffer.from(await store.ensure('t', subject)).toString('hex')).toBe(before);
    });
  });
