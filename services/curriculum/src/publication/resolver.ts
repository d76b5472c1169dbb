import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import {
  connectionOf,
  connectionType,
  FIRST,
  NOT_FOUND,
  pageSize,
  type Connection,
  type Context,
} from '@proficio/graph';
import { publications, versionId } from './publication.js';
import { newestPublished, published } from './shelf.js';
import { Domain, Framework, Skill } from './types.js';

const FrameworkConnection = connectionType('Framework', () => Framework);

@Resolver(() => Framework)
export class FrameworkResolver {
  @Query(() => Framework, { nullable: true, description: 'A published version, the newest unless said; or NOT_FOUND' })
  async framework(
    @Arg('key', () => String) key: string,
    @Arg('version', () => Int, { nullable: true }) version: number | null | undefined,
    @Ctx() context: Context,
  ): Promise<Framework> {
    const asked = version ?? undefined;
    const found =
      asked === undefined
        ? await newestPublished(context, key)
        : await published(context, versionId({ framework: key, version: asked }));
    if (!found) throw NOT_FOUND('framework');
    return found.framework;
  }

  @Query(() => FrameworkConnection, { description: 'The newest version of every published framework, by key' })
  async frameworks(
    @Arg('first', () => Int, FIRST) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<Connection<Framework>> {
    const { tenant } = context.caller;
    const which = { tenant, index: 'byFramework', equals: {}, first: pageSize(first), after: after ?? undefined };
    const page = await context.read(publications).page('newest', which);
    const entries = page.entries.map(async (entry) => {
      const version = await published(context, versionId(entry.doc));
      return version ? [{ ...entry, doc: version.framework }] : [];
    });
    return connectionOf({ ...page, entries: (await Promise.all(entries)).flat() }, (framework) => framework);
  }

  @FieldResolver(() => Domain, { nullable: true })
  domain(@Root() framework: Framework, @Arg('key', () => String) key: string): Domain | null {
    return framework.domains.find((domain) => domain.key === key) ?? null;
  }

  @FieldResolver(() => Skill, { nullable: true })
  skill(@Root() framework: Framework, @Arg('key', () => String) key: string): Skill | null {
    return framework.skills.find((skill) => skill.key === key) ?? null;
  }
}
