import { Failure } from '../workflow/failure.ts';
import { toNetworkFailure } from './graph-answer.ts';
import type { GraphAddress } from './graph-address.ts';
import { toRealUrl } from './graph-address.ts';
import type { Link } from './graph-middleware.ts';
import { routeOf, urlOf } from './graph-middleware.ts';
import type { NetworkTrouble } from './network-trouble.ts';
import { judgeNetworkTrouble, readRetryAfter } from './network-trouble.ts';

/** Code of the failure for a request of which not one byte has left. */
export const NOT_SENT = 'graph-not-reached';

const CODES: Readonly<Record<NetworkTrouble, string>> = {
  'not-sent': NOT_SENT,
  'timed-out': 'graph-timed-out',
  unanswered: 'graph-unanswered',
};

/** The last link: sends the request and reads the whole answer, so that the time limit covers the body too. */
export function sendRequests(address: GraphAddress): Link {
  return async (context) => {
    const attempted = `${context.options?.method ?? 'GET'} ${routeOf(urlOf(context)).replace(/^(v1\.0|beta)\//, '')}`;
    try {
      // A redirect would carry the token along, and no call of ours has one.
      const response = await fetch(toRealUrl(address, urlOf(context)), { ...context.options, redirect: 'manual' });
      const text = await response.text();
      context.response = new Response(text === '' ? null : text, {
        status: response.status,
        headers: response.headers,
      });
    } catch (error) {
      throw toNetworkFailure(CODES[judgeNetworkTrouble(error)], attempted, error);
    }
  };
}

/** Code of the failure for a request whose time was over before it could leave. */
export const TOO_LATE = 'graph-call-too-late';

/** The link right before the sending one: whatever was waited for until here, a request that may not go any more stays. */
export function holdBackUnless(mayGo: () => boolean): Link {
  return (context, next) => {
    if (!mayGo()) throw new Failure(TOO_LATE, `${context.options?.method ?? 'GET'} ${routeOf(urlOf(context))}`);
    return next(context);
  };
}

export interface RetryOptions {
  readonly sleep: (ms: number) => Promise<unknown>;
  /** Tries in all, the first included. */
  readonly tries: number;
}

/** Graph's "try again": throttled, or a gateway that did not get through (Graph, "error responses"). */
const WORTH_ANOTHER_TRY = [429, 502, 503, 504];

/** A longer wait is the worker's business: its jobs can be put off for hours, a request in memory cannot. */
const LONGEST_WAIT_SECONDS = 60;

/** Repeats what may be repeated: only in the path of reads and of writes that say the same thing twice. */
export function retryRepeatable({ sleep, tries }: RetryOptions): Link {
  return async (context, next) => {
    for (let attempt = 1; ; attempt += 1) {
      const trouble = await catchFailure(() => next(context));
      const waitSeconds = attempt < tries ? planWait(context.response, trouble, attempt) : undefined;
      if (waitSeconds === undefined) {
        if (trouble !== undefined) throw trouble;
        return;
      }
      delete context.response;
      await sleep(waitSeconds * 1000);
    }
  };
}

async function catchFailure(run: () => Promise<void>): Promise<Failure | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

/** Seconds until the next try; undefined when there shall be none. */
function planWait(response: Response | undefined, trouble: Failure | undefined, attempt: number): number | undefined {
  const backOff = 2 ** (attempt - 1);
  if (trouble !== undefined) return isNetworkFailure(trouble) ? backOff : undefined;
  if (response === undefined || !WORTH_ANOTHER_TRY.includes(response.status)) return undefined;
  const asked = readRetryAfter(response.headers.get('retry-after'), Date.now()) ?? backOff;
  return asked <= LONGEST_WAIT_SECONDS ? asked : undefined;
}

function isNetworkFailure({ code }: Failure): boolean {
  return Object.values(CODES).includes(code);
}
