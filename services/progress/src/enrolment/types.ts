import { createUnionType, Field, ObjectType } from 'type-graphql';
import { InvalidInput, Position, Refused } from '@proficio/graph';
import { Artefact } from '../enrolment-progress/artefact-type.js';
import { Enrolment } from '../enrolment-progress/types.js';

@ObjectType({ simpleResolvers: true })
export class EnrolmentPayload {
  @Field(() => Enrolment, { description: 'As the command left it, also for a repeat' })
  readonly enrolment!: Enrolment;
  @Field(() => Position)
  readonly position!: string;
}

@ObjectType({ simpleResolvers: true })
export class ArtefactPayload extends EnrolmentPayload {
  @Field(() => Artefact)
  readonly artefact!: Artefact;
}

const ofEnrolment = (name: string) =>
  createUnionType({ name, types: () => [EnrolmentPayload, InvalidInput, Refused] as const });
const ofArtefact = (name: string) =>
  createUnionType({ name, types: () => [ArtefactPayload, InvalidInput, Refused] as const });

export const EnrolResult = ofEnrolment('EnrolResult');
export const EndEnrolmentResult = ofEnrolment('EndEnrolmentResult');
export const StartActivityResult = ofEnrolment('StartActivityResult');
export const CompleteActivityResult = ofEnrolment('CompleteActivityResult');
export const LogHoursResult = ofEnrolment('LogHoursResult');
export const SubmitArtefactResult = ofArtefact('SubmitArtefactResult');
export const ReviewArtefactResult = ofArtefact('ReviewArtefactResult');
