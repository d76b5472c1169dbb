/** What a published version is made of. It never changes, and shows everyone of its tenant the same. */
export const PUBLISHED = [
  'Framework',
  'FrameworkLevel',
  'Domain',
  'Skill',
  'SkillContribution',
  'SkillRelation',
  'SkillDescriptor',
  'Activity',
  'Path',
  'Course',
  'ClosingCondition',
] as const;
