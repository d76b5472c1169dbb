import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { CommandMeta } from '@proficio/events';
import { Access, mutate, Role, type Context } from '@proficio/graph';
import { enrolmentAsOf } from '../enrolment-progress/enrolment-of.js';
import { EndEnrolment, Enrol, LogHours, ReviewArtefact, SubmitArtefact, WorkOnActivity } from './commands.js';
import {
  CompleteActivityInput,
  EndEnrolmentInput,
  EnrolInput,
  LogHoursInput,
  ReviewArtefactInput,
  StartActivityInput,
  SubmitArtefactInput,
} from './inputs.js';
import { takeEnd, takeEnrol, takeReview, takeWork, type Taken } from './take.js';
import {
  ArtefactPayload,
  CompleteActivityResult,
  EndEnrolmentResult,
  EnrolmentPayload,
  EnrolResult,
  LogHoursResult,
  ReviewArtefactResult,
  StartActivityResult,
  SubmitArtefactResult,
} from './types.js';

@Resolver()
export class EnrolmentMutations {
  @Mutation(() => EnrolResult, { description: 'Begins an enrolment, or answers the one that is active' })
  @Access(Role.LEARNER, Role.ASSESSOR, Role.ADMINISTRATOR)
  enrol(@Arg('input', () => EnrolInput) input: EnrolInput, @Ctx() context: Context) {
    return mutate(context, Enrol, input, async ({ learner, framework, version, course, path, role }, meta) => {
      const what = { course: course ?? null, path: path ?? null, role: role ?? null, version: version ?? null };
      return payload(context, await takeEnrol(context, { learner: learner ?? meta.actor, framework, ...what }, meta));
    });
  }

  @Mutation(() => EndEnrolmentResult)
  @Access(Role.LEARNER, Role.ASSESSOR, Role.ADMINISTRATOR)
  endEnrolment(@Arg('input', () => EndEnrolmentInput) input: EndEnrolmentInput, @Ctx() context: Context) {
    return mutate(context, EndEnrolment, input, async (data, meta) =>
      payload(context, await takeEnd(context, data, meta)),
    );
  }

  @Mutation(() => StartActivityResult)
  @Access(Role.LEARNER)
  startActivity(@Arg('input', () => StartActivityInput) input: StartActivityInput, @Ctx() context: Context) {
    return mutate(context, WorkOnActivity, input, async (data, meta) =>
      payload(context, await takeWork(context, { type: 'StartActivity', ...own(meta), data })),
    );
  }

  @Mutation(() => CompleteActivityResult)
  @Access(Role.LEARNER)
  completeActivity(@Arg('input', () => CompleteActivityInput) input: CompleteActivityInput, @Ctx() context: Context) {
    return mutate(context, WorkOnActivity, input, async (data, meta) =>
      payload(context, await takeWork(context, { type: 'CompleteActivity', ...own(meta), data })),
    );
  }

  @Mutation(() => LogHoursResult)
  @Access(Role.LEARNER)
  logHours(@Arg('input', () => LogHoursInput) input: LogHoursInput, @Ctx() context: Context) {
    return mutate(context, LogHours, input, async (data, meta) =>
      payload(context, await takeWork(context, { type: 'LogHours', ...own(meta), data })),
    );
  }

  @Mutation(() => SubmitArtefactResult)
  @Access(Role.LEARNER)
  submitArtefact(@Arg('input', () => SubmitArtefactInput) input: SubmitArtefactInput, @Ctx() context: Context) {
    return mutate(context, SubmitArtefact, input, async (data, meta) => {
      const taken = await takeWork(context, { type: 'SubmitArtefact', ...own(meta), data });
      const [submitted] = taken.events;
      if (submitted?.type !== 'ArtefactSubmitted') throw new Error('a submission without its event');
      return artefactPayload(context, taken, submitted.data.artefact);
    });
  }

  @Mutation(() => ReviewArtefactResult)
  @Access(Role.ASSESSOR, Role.ADMINISTRATOR)
  reviewArtefact(@Arg('input', () => ReviewArtefactInput) input: ReviewArtefactInput, @Ctx() context: Context) {
    return mutate(context, ReviewArtefact, input, async (data, meta) =>
      artefactPayload(context, await takeReview(context, data, meta), data.artefact),
    );
  }
}

const own = (meta: CommandMeta) => ({ subject: meta.actor, meta });

const payload = (context: Context, { enrolment: id, revision, position }: Taken): EnrolmentPayload => {
  const { enrolment } = enrolmentAsOf(context, id, revision);
  return Object.assign(new EnrolmentPayload(), { enrolment, position: String(position) });
};

const artefactPayload = (context: Context, taken: Taken, id: string): ArtefactPayload => {
  const { enrolment, artefact } = enrolmentAsOf(context, taken.enrolment, taken.revision);
  const shown = { enrolment, artefact: artefact(id), position: String(taken.position) };
  return Object.assign(new ArtefactPayload(), shown);
};
