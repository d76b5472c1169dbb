import type { ServerDuplexStream } from '@grpc/grpc-js';
import { identifierOf, nameOf } from './answers.js';
import type { Answer, Expected, Log, Proposed } from './log.js';
import {
  AllStreamPosition,
  Any,
  AppendAnswer,
  Empty,
  Status,
  Timeout,
  WrongExpectedVersion,
  type BatchAppendReq,
  type BatchAppendResp,
} from './protocol.js';

/** An append that comes in several messages, the options with the first. */
interface Coming {
  readonly options: BatchAppendReq.Options;
  readonly events: Proposed[];
}

type AppendCall = ServerDuplexStream<BatchAppendReq, BatchAppendResp>;

const ALREADY_EXISTS = 6;
const DEADLINE_EXCEEDED = 4;

/** One call carries all appends of a client, each under an id of its own. */
export const batchAppend = (log: Log, isReady: () => boolean) => (call: AppendCall) => {
  const coming = new Map<string, Coming>();
  call.on('data', (request: BatchAppendReq) => {
    const id = request.getCorrelationId()?.getString() ?? '';
    const options = request.getOptions();
    if (options) coming.set(id, { options, events: [] });
    const append = coming.get(id);
    if (!append) return;
    append.events.push(...request.getProposedMessagesList().map(proposed));
    if (!request.getIsFinal()) return;
    coming.delete(id);
    const answered = isReady() ? answering(log, append) : Promise.resolve(notReady(append));
    const answer = answered.then((answer) => answer.setCorrelationId(request.getCorrelationId()));
    answer.then(
      (answer) => void call.write(answer),
      (error: unknown) => void call.destroy(error as Error),
    );
  });
  call.on('end', () => call.end());
  call.on('error', () => undefined);
};

const answering = async (log: Log, { options, events }: Coming): Promise<BatchAppendResp> => {
  const stream = nameOf(options.getStreamIdentifier());
  const answer = new AppendAnswer().setStreamIdentifier(identifierOf(stream));
  // Its deadline is kept here and nowhere else.
  if ((options.getDeadline21100()?.toDate().getTime() ?? Infinity) < Date.now())
    return answer.setError(failure(DEADLINE_EXCEEDED, 'Timeout', new Timeout().serializeBinary()));
  const told = await log.append(stream, expectedBy(options), events);
  return 'actual' in told ? answer.setError(refusal(options, told.actual)) : answer.setSuccess(success(told));
};

/** In words alone: the call goes on, and no code says that the next append will fare no better. */
const notReady = ({ options }: Coming): BatchAppendResp => {
  const nothing = new Any();
  nothing.pack(new Empty().serializeBinary(), 'google.protobuf.Empty');
  const told = new Status().setMessage('Server Is Not Ready').setDetails(nothing);
  return new AppendAnswer().setStreamIdentifier(options.getStreamIdentifier()).setError(told);
};

const proposed = (message: BatchAppendReq.ProposedMessage): Proposed => ({
  id: message.getId()?.getString() ?? '',
  type: message.getMetadataMap().get('type') ?? '',
  contentType: message.getMetadataMap().get('content-type') ?? '',
  data: message.getData_asU8(),
  metadata: message.getCustomMetadata_asU8(),
});

const expectedBy = (options: BatchAppendReq.Options): Expected => {
  if (options.hasAny()) return 'any';
  if (options.hasStreamExists()) return 'exists';
  return options.hasNoStream() ? -1 : Number(options.getStreamPosition());
};

const success = ({ revision, position }: Exclude<Answer, { readonly actual: number }>) =>
  new AppendAnswer.Success()
    .setCurrentRevision(String(revision))
    .setPosition(new AllStreamPosition().setCommitPosition(String(position)).setPreparePosition(String(position)));

const refusal = (options: BatchAppendReq.Options, actual: number) => {
  const details = new WrongExpectedVersion();
  if (actual < 0) details.setCurrentNoStream(new Empty());
  else details.setCurrentStreamRevision(String(actual));
  if (options.hasNoStream()) details.setExpectedNoStream(new Empty());
  else if (options.hasStreamExists()) details.setExpectedStreamExists(new Empty());
  else details.setExpectedStreamPosition(options.getStreamPosition());
  return failure(ALREADY_EXISTS, 'WrongExpectedVersion', details.serializeBinary());
};

const failure = (code: number, name: string, details: Uint8Array) => {
  const any = new Any();
  any.pack(details, `event_store.client.${name}`);
  return new Status().setCode(code).setMessage(name).setDetails(any);
};
