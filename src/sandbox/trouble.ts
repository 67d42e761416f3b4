import type { SandboxRequest, SandboxResponse } from './router.ts';
import type { Tenant } from './tenant.ts';
import type { RequestFault } from './world/faults.ts';

type Facts = { readonly status: number; readonly code: string; readonly message: string };

/** How one service words its errors. */
export type Trouble = {
  readonly describe: (facts: Facts & { requestId: string; now: number }) => SandboxResponse;
  /** The refusal behind an exception; undefined when it is a defect of the sandbox. */
  readonly toProblem: (cause: unknown) => Facts | undefined;
  readonly noToken: Facts;
};

export type Meeting = {
  readonly request: SandboxRequest;
  readonly next: () => Promise<SandboxResponse>;
  readonly tenant: Tenant;
  readonly trouble: Trouble;
};

/** Before every answer of Graph and ARM: settle what is due, look at the token, and let faults have their way. */
export async function meetTrouble(meeting: Meeting): Promise<SandboxResponse> {
  const { request, tenant, trouble } = meeting;
  tenant.step();
  const requestId = request.headers['client-request-id'] ?? tenant.random.guid();
  const describe = (facts: Facts) => trouble.describe({ ...facts, requestId, now: tenant.clock.now() });
  const answer = await answerOrFail(meeting, describe);
  const prefer = request.headers['prefer'];
  const applied = prefer ? { 'preference-applied': prefer } : {};
  return { ...answer, headers: { 'request-id': requestId, ...applied, ...answer.headers } };
}

type Describe = (facts: Facts) => SandboxResponse;

async function answerOrFail(meeting: Meeting, describe: Describe): Promise<SandboxResponse> {
  const { request, tenant, trouble } = meeting;
  if (!/^Bearer \S/i.test(request.headers['authorization'] ?? '')) return describe(trouble.noToken);
  const url = `${request.path}?${request.query.toString()}`;
  await tenant.faults.waitForRelease(request.method, url);
  // Faults hit the entries of a batch, not the envelope.
  const fault = request.path.endsWith('/$batch') ? undefined : tenant.faults.takeForRequest(request.method, url);
  const early = fault && EARLY[fault];
  if (early) return early(describe);
  const answer = await runHandler(meeting, describe);
  if (fault === undefined) return answer;
  return fault === '504-after-effect' || (fault === 'timeout-after-effect' && tenant.random.chance(0.5))
    ? describe({ status: 504, code: 'gatewayTimeout', message: 'The upstream service did not answer in time.' })
    : { status: 0 };
}

async function runHandler({ next, trouble }: Meeting, describe: Describe): Promise<SandboxResponse> {
  try {
    return await next();
  } catch (cause) {
    const problem = trouble.toProblem(cause);
    if (!problem) throw cause;
    return describe({ status: problem.status, code: problem.code, message: problem.message });
  }
}

const RETRY_AFTER_SECONDS = '2';

/** Faults in which the request never reaches the tenant. */
const EARLY: Partial<Record<RequestFault, (describe: Describe) => SandboxResponse>> = {
  '429': (describe) => delay(describe({ status: 429, code: 'TooManyRequests', message: 'Please retry again later.' })),
  '503': (describe) =>
    delay(describe({ status: 503, code: 'serviceUnavailable', message: 'The service is unavailable.' })),
  'drop-before-effect': () => ({ status: 0 }),
};

function delay(response: SandboxResponse): SandboxResponse {
  return { ...response, headers: { 'retry-after': RETRY_AFTER_SECONDS } };
}
