import { z } from 'zod';
import type { Api } from '../api/ask.js';
import type { Beyond } from '../file/document.js';
import { targetFaults } from './roles.js';

const word = z.string().catch('');
const key = z.string().nullable().catch(null);
const Target = z.object({ framework: word, domain: key, skill: key, level: z.number().catch(1) });
/** A file of roles with whatever is misshapen left out or made nothing of. */
const Readable = z.object({
  roles: z.array(z.object({ targets: z.array(Target).catch([]) }).catch({ targets: [] })),
});

/** What the targets of a file name and no published framework has, though its fields may be misshapen. */
export const roleReferences =
  (api: Api): Beyond =>
  async (content) => {
    const { data } = Readable.safeParse(content);
    return data ? targetFaults(api, data.roles) : [];
  };
