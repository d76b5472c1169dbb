import type { EnrolmentEvent, Recorded, Sealed } from '@proficio/events';

/** An artefact with its last review; what the learner and the reviewer wrote is sealed. */
export interface ArtefactDoc {
  readonly artefact: string;
  readonly enrolment: string;
  readonly learner: string;
  readonly framework: string;
  readonly version: number;
  readonly activity: string;
  readonly kind: string;
  readonly submittedAt: string;
  readonly title: Sealed<string>;
  readonly link: Sealed<string> | null;
  readonly note: Sealed<string> | null;
  readonly review: ReviewDoc | null;
}

export interface ReviewDoc {
  readonly accepted: boolean;
  readonly reviewedAt: string;
  readonly rubric: string | null;
  /** `outcome`, 0 to 1, is what the level is worth. */
  readonly criteria: readonly { readonly criterion: string; readonly level: string; readonly outcome: number }[];
  readonly comment: Sealed<string> | null;
}

export const artefactAfter = (
  before: ArtefactDoc | undefined,
  version: number,
  { type, data, meta }: Recorded<EnrolmentEvent>,
): ArtefactDoc | undefined => {
  if (type === 'ArtefactSubmitted') {
    const { skills: _, ...submitted } = data;
    return { ...submitted, version, submittedAt: meta.occurredAt, review: null };
  }
  if (type !== 'ArtefactReviewed' || !before) return before;
  const { accepted, rubric, comment } = data;
  const criteria = data.criteria.map(({ item, level, outcome }) => ({ criterion: criterionOf(item), level, outcome }));
  return { ...before, review: { accepted, reviewedAt: meta.occurredAt, rubric, criteria, comment } };
};

/** From `rubric/criterion`. */
const criterionOf = (item: string): string => item.slice(item.indexOf('/') + 1);
