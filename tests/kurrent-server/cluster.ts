import { randomUUID } from 'node:crypto';
import type { sendUnaryData } from '@grpc/grpc-js';
import { ClusterInfo, EndPoint, MemberInfo, UUID, type Cluster } from './protocol.js';

const { VNodeState } = MemberInfo;
const HOST = '127.0.0.1';

/** Nodes on one log, by their ports: one, or two of which the first leads until it is cut off from the other. */
export class Nodes {
  readonly ports: number[] = [];
  private isCut = false;

  /** The other leads from now on. Clients still reach both. */
  cutOffFirst(): void {
    this.isCut = true;
  }

  /** One that is cut off lives, and does nothing but tell what it knows of the others. */
  isReady(node: number): boolean {
    return node > 0 || !this.isCut;
  }

  /** What a node knows of itself and the others. */
  readonly gossip = (node: number) => (_: unknown, answer: sendUnaryData<Cluster>) =>
    answer(
      null,
      new ClusterInfo().setMembersList(
        this.ports.map((port, other) =>
          new MemberInfo()
            .setInstanceId(new UUID().setString(randomUUID()))
            .setTimeStamp('0')
            .setState(this.stateOf(other))
            .setIsAlive(other === node || !this.isCut)
            .setHttpEndPoint(new EndPoint().setAddress(HOST).setPort(port)),
        ),
      ),
    );

  private stateOf(node: number) {
    if (!this.isReady(node)) return VNodeState.UNKNOWN;
    return node === (this.isCut ? 1 : 0) ? VNodeState.LEADER : VNodeState.FOLLOWER;
  }
}
