import { z } from 'zod';
import { Failure } from '../workflow/failure.ts';

/** What Graph answered, whatever the status. */
export interface GraphAnswer {
  /** "GET deviceImages": for people and logs, without ids and queries. */
  readonly attempted: string;
  readonly status: number;
  /** Microsoft support asks for it; empty when the answer had none. */
  readonly requestId: string;
  /** Seconds from the Retry-After header, null when there was none. */
  readonly retryAfterSeconds: number | null;
  /** Parsed JSON, whatever the content type says: reports come as octet streams. Undefined when empty, text when no JSON. */
  readonly body: unknown;
}

const errorBody = z.object({ error: z.object({ code: z.string() }) });

/** Wait before a second look at a cloud that did not say how long, in seconds. */
const USUAL_WAIT_SECONDS = 30;

const CODES: Readonly<Record<number, string>> = {
  400: 'graph-bad-request',
  401: 'graph-unauthorized',
  403: 'graph-forbidden',
  404: 'graph-not-found',
  409: 'graph-conflict',
  412: 'graph-changed',
  429: 'graph-throttled',
};

export function isSuccess({ status }: Pick<GraphAnswer, 'status'>): boolean {
  return status >= 200 && status < 300;
}

/** The failure that an answer outside 2xx stands for. The cause holds status, Graph's code and request id; no body. */
export function toFailure(answer: GraphAnswer): Failure {
  const { status, attempted } = answer;
  const code = CODES[status] ?? (status >= 500 ? 'graph-unavailable' : 'graph-refused');
  const passes = status === 429 || status >= 500;
  const retryAfterSeconds = passes ? (answer.retryAfterSeconds ?? USUAL_WAIT_SECONDS) : null;
  return new Failure(code, attempted, { retryAfterSeconds, cause: new Error(describeAnswer(answer)) });
}

/** "HTTP 403 Forbidden, request 0f…": safe to show and to log. */
export function describeAnswer(answer: GraphAnswer): string {
  const code = readErrorCode(answer.body);
  const request = answer.requestId === '' ? '' : `, request ${answer.requestId}`;
  return `HTTP ${answer.status}${code === '' ? '' : ` ${code}`}${request}`;
}

/** Graph's own word for the error; only what looks like a code, because messages may quote what was sent. */
function readErrorCode(body: unknown): string {
  const parsed = errorBody.safeParse(body);
  return parsed.success && /^[\w.-]{1,80}$/.test(parsed.data.error.code) ? parsed.data.error.code : '';
}

/** An answer that came but is not what the contract says. */
export function toUnexpected(attempted: string, cause: unknown): Failure {
  return new Failure('graph-unexpected-answer', attempted, { cause });
}

/** Trouble on the way: no answer came. */
export function toNetworkFailure(code: string, attempted: string, cause: unknown): Failure {
  return new Failure(code, attempted, { retryAfterSeconds: USUAL_WAIT_SECONDS, cause });
}
