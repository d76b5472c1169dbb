import { keptSourceId, type Kernel } from '@proficio/events';

interface OfSource {
  readonly source: string;
  readonly sourceId?: string | null | undefined;
  readonly personalSourceId?: string | null | undefined;
}

/** As it is kept. */
export const sourceIdOf = async (
  { keys }: Pick<Kernel, 'keys'>,
  tenant: string,
  { source, sourceId, personalSourceId }: OfSource,
): Promise<string> => sourceId ?? keptSourceId(keys, tenant, source, personalSourceId ?? '');
