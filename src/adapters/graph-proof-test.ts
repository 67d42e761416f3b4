import type { Probe } from '../domain/world.ts';
import { Failure } from '../workflow/failure.ts';
import { describeAnswer, isSuccess } from './graph-answer.ts';
import { SIGN_IN_FAILED } from './graph-client.ts';
import type { GraphClient } from './graph-client.ts';

/** Permissions: "Microsoft Graph permissions reference". Starting a run cannot be tried without starting one. */
const READ = { call: 'GET deviceHealthScripts', permission: 'DeviceManagementConfiguration.ReadWrite.All' };

/** Whether Remediations can be read. Refused is a `fail` with the permission to grant, a cloud in trouble `unknown`. */
export async function probeProofs(graph: GraphClient): Promise<readonly Probe[]> {
  try {
    const path = 'deviceManagement/deviceHealthScripts';
    const answer = await graph.send({ method: 'GET', version: 'beta', path, query: { $top: '1' } });
    if (isSuccess(answer)) return [{ ...READ, outcome: 'pass', detail: '' }];
    const passes = answer.status === 429 || answer.status >= 500;
    return [{ ...READ, outcome: passes ? 'unknown' : 'fail', detail: describeAnswer(answer) }];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const isRefused = error.retryAfterSeconds === null || error.code === SIGN_IN_FAILED;
    return [{ ...READ, outcome: isRefused ? 'fail' : 'unknown', detail: error.code }];
  }
}
