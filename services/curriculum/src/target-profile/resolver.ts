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
import { newestOnce } from '../publication/shelf.js';
import { Domain, Framework, Skill } from '../publication/types.js';
import { shownProfile } from './shown.js';
import { targetProfiles } from './target-profile.js';
import { Target, TargetProfile } from './types.js';

const TargetProfileConnection = connectionType('TargetProfile', () => TargetProfile);

@Resolver()
export class TargetProfileResolver {
  @Query(() => TargetProfile, { nullable: true, description: 'The newest published version; or NOT_FOUND' })
  async targetProfile(@Arg('key', () => String) key: string, @Ctx() { caller, read }: Context): Promise<TargetProfile> {
    const doc = await read(targetProfiles).get('newest', caller.tenant, key);
    if (!doc) throw NOT_FOUND('target profile');
    return shownProfile(doc);
  }

  @Query(() => TargetProfileConnection, { description: 'The newest version of every target profile, by key' })
  async targetProfiles(
    @Arg('first', () => Int, FIRST) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
    @Ctx() { caller: { tenant }, read }: Context,
  ): Promise<Connection<TargetProfile>> {
    const which = { tenant, index: 'byRole', equals: {}, first: pageSize(first), after: after ?? undefined };
    return connectionOf(await read(targetProfiles).page('newest', which), shownProfile);
  }
}

/** A target names keys, which are stable: what it shows of them is of the newest version, null where that has none. */
@Resolver(() => Target)
export class TargetResolver {
  @FieldResolver(() => Framework, { nullable: true })
  async framework(@Root() { frameworkKey }: Target, @Ctx() context: Context): Promise<Framework | null> {
    return (await newestOnce(context, frameworkKey))?.framework ?? null;
  }

  @FieldResolver(() => Domain, { nullable: true })
  async domain(@Root() { frameworkKey, domainKey }: Target, @Ctx() context: Context): Promise<Domain | null> {
    if (domainKey === null) return null;
    return (await newestOnce(context, frameworkKey))?.domains.get(domainKey) ?? null;
  }

  @FieldResolver(() => Skill, { nullable: true })
  async skill(@Root() { frameworkKey, skillKey }: Target, @Ctx() context: Context): Promise<Skill | null> {
    if (skillKey === null) return null;
    return (await newestOnce(context, frameworkKey))?.skills.get(skillKey) ?? null;
  }
}
