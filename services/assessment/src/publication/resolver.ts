import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '@proficio/graph';
import { SkillBinding, SkillReference } from '../binding-types.js';
import { skillKey } from './publication.js';
import { publishedOf } from './published.js';

/** A binding names a skill in every version; what is shown of it is of the newest. */
@Resolver(() => SkillBinding)
export class BindingResolver {
  @FieldResolver(() => SkillReference, {
    nullable: true,
    description: 'The skill in the newest published version; null where that dropped it',
  })
  async published(
    @Root() binding: SkillBinding,
    @Ctx() { read, caller: { tenant } }: Context,
  ): Promise<SkillReference | null> {
    const { skills } = await publishedOf(read, tenant, [binding]);
    const found = skills.get(skillKey(binding.framework, binding.skill));
    return found ? { id: `${found.framework}@${found.version}/${found.skill}` } : null;
  }
}
