import { isStillGood } from '../domain/may-wipe.ts';
import type { Permit } from '../domain/may-wipe.ts';
import { Failure } from '../workflow/failure.ts';
import type { Clock, ReprovisionAnswer } from '../workflow/ports.ts';
import { describeAnswer, isSuccess } from './graph-answer.ts';
import type { GraphAnswer } from './graph-answer.ts';
import { SIGN_IN_FAILED } from './graph-client.ts';
import type { GraphClient } from './graph-client.ts';
import { NOT_SENT, TOO_LATE } from './graph-transport.ts';

/**
 * Starts the reprovision that the permit allows: the only call of Repave that wipes. It is sent one single time, and not at all when the
 * permit has grown old: a process that was stopped after writing its intent must not wipe when it wakes up. The body is empty on
 * purpose: image and account type come from the policy.
 */
export async function startReprovision(graph: GraphClient, permit: Permit, clock: Clock): Promise<ReprovisionAnswer> {
  const mayGo = () => isStillGood(permit, clock.now());
  const path = `deviceManagement/virtualEndpoint/cloudPCs/${encodeURIComponent(permit.cloudPcId)}/reprovision`;
  try {
    return judgeAnswer(await graph.sendOnce({ method: 'POST', version: 'v1.0', path, body: {} }, mayGo));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return judgeFailure(error);
  }
}

function judgeAnswer(answer: GraphAnswer): ReprovisionAnswer {
  const detail = describeAnswer(answer);
  if (isSuccess(answer)) return { outcome: 'accepted', requestId: answer.requestId };
  if (answer.status === 429) {
    return { outcome: 'rejected', detail, retryAfterSeconds: answer.retryAfterSeconds ?? 30 };
  }
  // 408 comes from a gateway that lost patience: what stood behind it may have gone on.
  const isRefusal = answer.status >= 400 && answer.status < 500 && answer.status !== 408;
  return isRefusal ? { outcome: 'rejected', detail, retryAfterSeconds: null } : { outcome: 'in-doubt', detail };
}

/** Only trouble before the first byte left this machine is a certain no. */
function judgeFailure({ code, retryAfterSeconds }: Failure): ReprovisionAnswer {
  if (code === NOT_SENT) {
    return { outcome: 'rejected', detail: `${code}: no connection was made, nothing was sent`, retryAfterSeconds };
  }
  if (code === SIGN_IN_FAILED) {
    return { outcome: 'rejected', detail: `${code}: no token was given, nothing was sent`, retryAfterSeconds };
  }
  if (code === TOO_LATE) {
    return { outcome: 'rejected', detail: `${code}: the permit had run out, nothing was sent`, retryAfterSeconds: 60 };
  }
  return { outcome: 'in-doubt', detail: code };
}
