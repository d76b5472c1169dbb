import {
  derivedId,
  handle,
  reject,
  Rejection,
  type Asked,
  type CommandMeta,
  type EnrolmentEvent,
  type Handled,
} from '@proficio/events';
import type { Context } from '@proficio/graph';
import { knownLearner } from '../learners/learner-of.js';
import { publishedRole, publishedVersion } from '../publications/look-up.js';
import { rubrics } from '../rubrics/rubrics.js';
import { isStaff, mustActFor } from '../staff.js';
import type { EnrolCommand, EnrolmentCommand, ReviewCommand, WorkCommand } from './commands.js';
import { enrolment } from './enrolment.js';
import { eventsInLog } from './log.js';

/** What became of a command, and of which enrolment. */
export interface Taken extends Handled<EnrolmentEvent> {
  readonly enrolment: string;
}

type Wish = Omit<EnrolCommand['data'], 'enrolment'>;

/**
 * Enrolments of a learner in one thing are counted, each a stream: the first that has not ended takes the command. It
 * begins at the first every time, so that a repeat is met where it was taken.
 */
export const takeEnrol = async (context: Context, wish: Wish, meta: CommandMeta): Promise<Taken> => {
  mustActFor(context.caller, wish.learner);
  for (let n = 1; ; n++) {
    const id = enrolmentId(meta.tenant, wish, n);
    const data = { ...wish, enrolment: id };
    const command = { type: 'Enrol', subject: wish.learner, data, meta } as const;
    try {
      const informed = async () => ({ ...command, found: await foundFor(context, wish, meta) });
      return { enrolment: id, ...(await handle(context.kernel, enrolment, id, command, informed)) };
    } catch (error) {
      if (!(error instanceof Rejection && error.code === 'ENROLMENT_ENDED')) throw error;
    }
  }
};

const enrolmentId = (tenant: string, { learner, framework, course, path }: Wish, n: number): string =>
  derivedId(tenant, 'enrolment', learner, framework, course === null ? `path:${path}` : `course:${course}`, n);

const foundFor = async (context: Context, { learner, framework, version, role }: Wish, { tenant }: CommandMeta) => {
  const { read, caller } = context;
  const [known, publication, profile] = await Promise.all([
    knownLearner(context, learner),
    publishedVersion(read, tenant, framework, version),
    role === null ? null : publishedRole(read, tenant, role),
  ]);
  return { staff: isStaff(caller), known: known !== undefined, publication, role: profile };
};

const take = async (
  { kernel }: Context,
  command: Asked<EnrolmentCommand>,
  informed?: () => Promise<EnrolmentCommand>,
): Promise<Taken> => {
  const id = command.data.enrolment;
  return { enrolment: id, ...(await handle(kernel, enrolment, id, command, informed)) };
};

/** A learner's own work, and so about the caller. */
export const takeWork = (context: Context, command: WorkCommand): Promise<Taken> => take(context, command);

export const takeReview = async (context: Context, data: ReviewCommand['data'], meta: CommandMeta): Promise<Taken> => {
  const command = { type: 'ReviewArtefact', subject: await learnerIn(context, data.enrolment), data, meta } as const;
  return take(context, command, async () => {
    const rubric = data.rubric === null ? null : await context.read(rubrics).get('rubric', meta.tenant, data.rubric);
    return { ...command, found: { rubric: rubric ?? null } };
  });
};

export const takeEnd = async (context: Context, data: { readonly enrolment: string }, meta: CommandMeta) => {
  const staff = isStaff(context.caller);
  const subject = staff ? await learnerIn(context, data.enrolment) : meta.actor;
  const command = { type: 'EndEnrolment', subject, data, meta } as const;
  return take(context, command, async () => ({ ...command, found: { staff } }));
};

/** Whose enrolment it is, as the log knows: the command is about them, and is closed once they are erased. */
const learnerIn = async (context: Context, id: string): Promise<string> => {
  const [first] = await eventsInLog(context, id);
  return first?.data.learner ?? reject('ENROLMENT_UNKNOWN', 'enrolment', 'is not an enrolment we know');
};
