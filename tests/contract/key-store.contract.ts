import { randomUUID } from 'node:crypto';
import { DESTROYED, type KeptKey, type MovableKeyStore } from '@proficio/events';

/** What every KeyStore must do. That a destroyed key's bytes are gone is for each adapter to show in its own way. */
export const keyStoreContract = (name: string, open: () => Promise<MovableKeyStore>) =>
  describe(`KeyStore: ${name}`, () => {
    let store: MovableKeyStore;
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

    /** Of these tenants alone: the suite runs on stores that hold other things, too. */
    const keptOf = async (tenant: string) => {
      const kept: KeptKey[] = [];
      for await (const chunk of store.all()) kept.push(...chunk.filter((one) => one.tenant === tenant));
      return kept.toSorted((a, b) => (a.subject < b.subject ? -1 : 1));
    };
    const bytes = (n: number) => new Uint8Array(32).fill(n);

    test('KS11 everything that is kept can be listed, however much it is, what was destroyed without a key', async () => {
      const tenant = fresh();
      const subjects = Array.from({ length: 1234 }, (_, n) => `s${String(n).padStart(4, '0')}`);
      await store.adopt(subjects.map((subject, n) => ({ tenant, subject, key: bytes(1 + (n % 200)) })));
      await store.destroy(tenant, 's0700');
      expect(await keptOf(tenant)).toEqual(
        subjects.map((subject, n) => ({ tenant, subject, key: n === 700 ? DESTROYED : bytes(1 + (n % 200)) })),
      );
    });

    test('KS12 keys of another store are kept where there are none, and what was destroyed there is destroyed', async () => {
      const tenant = fresh();
      const own = await store.ensure(tenant, 'own');
      await store.ensure(tenant, 'erased there');
      await store.destroy(tenant, 'erased here');
      const others: readonly KeptKey[] = [
        { tenant, subject: 'erased here', key: bytes(1) },
        { tenant, subject: 'erased there', key: DESTROYED },
        { tenant, subject: 'never seen', key: DESTROYED },
        { tenant, subject: 'new', key: bytes(2) },
        { tenant, subject: 'own', key: bytes(3) },
      ];
      await store.adopt([]);
      for (let n = 0; n < 2; n++) await store.adopt(others);
      expect((await keptOf(tenant)).map(({ key }) => key)).toEqual([DESTROYED, DESTROYED, DESTROYED, bytes(2), own]);
      expect(await store.ensure(tenant, 'new')).toEqual(bytes(2));
    });
  });
