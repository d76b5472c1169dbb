import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { Access, NOT_FOUND, Role, type Context } from '@proficio/graph';
import type { Draft } from './draft.js';
import { frameworkDrafts } from './framework-draft.js';
import { roleDrafts } from './role-draft.js';
import { FrameworkDraft, RoleDraft } from './types.js';

@Resolver()
export class DraftResolver {
  @Query(() => FrameworkDraft, { nullable: true, description: 'NOT_FOUND where nothing was drafted since publication' })
  @Access(Role.CURATOR, Role.ADMINISTRATOR)
  async frameworkDraft(
    @Arg('key', () => String) key: string,
    @Ctx() { caller, read }: Context,
  ): Promise<FrameworkDraft> {
    const { content, ...life } = shown(await read(frameworkDrafts).get('draft', caller.tenant, key), 'framework draft');
    return { key, ...life, ...content };
  }

  @Query(() => RoleDraft, { nullable: true, description: 'NOT_FOUND where nothing was drafted since publication' })
  @Access(Role.CURATOR, Role.ADMINISTRATOR)
  async roleDraft(@Arg('key', () => String) key: string, @Ctx() { caller, read }: Context): Promise<RoleDraft> {
    const { content, ...life } = shown(await read(roleDrafts).get('draft', caller.tenant, key), 'role draft');
    return { key, ...life, ...content };
  }
}

const shown = <Content>(draft: Draft<Content> | undefined, what: string) => {
  if (draft === undefined || draft.status === 'published' || draft.status === 'arriving') throw NOT_FOUND(what);
  const { status, version, draftedAt, note, content } = draft;
  return { status, version, draftedAt, note, content };
};
