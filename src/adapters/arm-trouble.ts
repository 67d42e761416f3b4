import { z } from 'zod';
import { Failure } from '../workflow/failure.ts';
import { judgeNetworkTrouble, readRetryAfter } from './network-trouble.ts';
import type { NetworkTrouble } from './network-trouble.ts';

/** An answer of Azure outside 2xx, whichever way it was asked. */
export interface ArmRefusal {
  readonly status: number;
  /** Azure's own code; '' when the body had none. */
  readonly code: string;
  readonly message: string;
  readonly retryAfter: string | null;
}

/** Waits in seconds before looking again, where Azure does not say how long: another action runs there, or Azure is in trouble. */
const BUSY_SECONDS = 15;
const USUAL_SECONDS = 30;

/** Azure's 409 means "busy" but for these, which stay as they are (azure-compute error texts; ARM, "Resolve common errors"). */
const FINAL_CONFLICTS = [
  'OperationNotAllowed',
  'PropertyChangeNotAllowed',
  'QuotaExceeded',
  'SkuNotAvailable',
  'ResourceExists',
  'InvalidResourceLocation',
  'ImageVersionAlreadyExists',
];

/**
 * Refusals by their status that pass all the same: a network card stays reserved for three minutes after its machine is gone, and the
 * network provider asks in words to try again (azure-docs, "Request limits and throttling" and network error codes).
 */
const PASSING_REFUSALS = ['NicReservedForAnotherVm', 'RetryableError', 'RetryableErrorDueToAnotherOperation'];

const NETWORK_CODES: Readonly<Record<NetworkTrouble, string>> = {
  'not-sent': 'azure-not-reached',
  'timed-out': 'azure-timed-out',
  unanswered: 'azure-unanswered',
};

const sdkError = z.object({
  statusCode: z.number().optional(),
  code: z.string().catch(''),
  message: z.string().catch(''),
  name: z.string().catch(''),
});

/**
 * The failure behind what the SDK, or `fetch`, has thrown. The cause is built anew, because the SDK's errors hold the whole request;
 * `secrets` are taken out of Azure's words.
 */
export function toArmFailure(error: unknown, attempted: string, secrets: readonly string[] = []): Failure {
  if (error instanceof Failure) return error;
  const refusal = readRefusal(error);
  return refusal === undefined ? toSilence(error, attempted) : refuse(refusal, attempted, secrets);
}

/** The failure for an answer outside 2xx. */
export function refuse(refusal: ArmRefusal, attempted: string, secrets: readonly string[] = []): Failure {
  const { status, message } = refusal;
  const code = /^[\w.-]{1,80}$/.test(refusal.code) ? refusal.code : `azure-${status}`;
  const words = secrets.reduce((text, secret) => (secret === '' ? text : text.replaceAll(secret, '[secret]')), message);
  const cause = new Error(`HTTP ${status} ${code}: ${words.slice(0, 400)}`);
  return new Failure(code, attempted, { retryAfterSeconds: planRetry(refusal), cause });
}

/** Whether the thing that was asked for is not there. A subscription that is not seen is trouble: what stands in it may well exist. */
export function isAbsence(error: unknown): boolean {
  const refusal = readRefusal(error);
  return refusal !== undefined && isAbsent(refusal);
}

export function isAbsent({ status, code }: Pick<ArmRefusal, 'status' | 'code'>): boolean {
  return status === 404 && !/subscription/i.test(code);
}

/** The answer behind an error of the SDK; undefined when none came. */
export function readRefusal(error: unknown): ArmRefusal | undefined {
  const { statusCode, code, message } = sdkError.safeParse(error).data ?? {};
  if (statusCode === undefined) return undefined;
  return { status: statusCode, code: code ?? '', message: message ?? '', retryAfter: readHeader(error, 'retry-after') };
}

function planRetry({ status, code, retryAfter }: ArmRefusal): number | null {
  const isBusy = (status === 409 && !FINAL_CONFLICTS.includes(code)) || PASSING_REFUSALS.includes(code);
  if (!isBusy && status !== 408 && status !== 429 && status < 500) return null;
  const asked = readRetryAfter(retryAfter, Date.now());
  return asked === null ? (isBusy ? BUSY_SECONDS : USUAL_SECONDS) : Math.max(1, asked);
}

/** No answer, no token, or an answer that the SDK could not read. */
function toSilence(error: unknown, attempted: string): Failure {
  const { name = '', message = '' } = sdkError.safeParse(error).data ?? {};
  const cause = new Error(`${name}: ${message}`.slice(0, 400));
  if (/Authentication|Credential/.test(name)) {
    return new Failure('azure-sign-in-failed', attempted, { retryAfterSeconds: 60, cause });
  }
  if (isUnreadable(error)) return new Failure('azure-unexpected-answer', attempted, { cause });
  const code = NETWORK_CODES[judgeNetworkTrouble(error)];
  return new Failure(code, attempted, { retryAfterSeconds: USUAL_SECONDS, cause });
}

/** `fetch` wraps network trouble in a TypeError with a cause; one without is a surprise while reading the answer. */
function isUnreadable(error: unknown): boolean {
  const isPlain = ['TypeError', 'RangeError', 'SyntaxError', 'ZodError'].includes(readName(error));
  return isPlain && Reflect.get(Object(error), 'cause') === undefined;
}

function readName(error: unknown): string {
  // By its name, because errors of the SDK and of `fetch` may come from another realm.
  const name: unknown = Reflect.get(Object(error), 'name');
  return typeof name === 'string' ? name : '';
}

interface Headers {
  get(name: string): unknown;
}

function readHeader(error: unknown, name: string): string | null {
  const response: unknown = Reflect.get(Object(error), 'response');
  const headers: unknown = Reflect.get(Object(response), 'headers');
  if (!hasGet(headers)) return null;
  const value = headers.get(name);
  return typeof value === 'string' ? value : null;
}

function hasGet(value: unknown): value is Headers {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'get') === 'function';
}
