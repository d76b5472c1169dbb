import type { TargetProfileDoc } from './target-profile.js';
import type { TargetProfile } from './types.js';

export const shownProfile = ({ role, version, publishedAt, content }: TargetProfileDoc): TargetProfile => ({
  ...{ id: `${role}@${version}`, key: role, version, publishedAt },
  ...{ title: content.title, description: content.description },
  targets: content.targets.map(({ framework, domain, skill, level }) => ({
    frameworkKey: framework,
    domainKey: domain,
    skillKey: skill,
    level,
  })),
});
