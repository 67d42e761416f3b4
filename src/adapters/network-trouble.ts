/** How a request that got no answer ended: nothing left this machine, no answer in time, or the connection broke. */
export type NetworkTrouble = 'not-sent' | 'timed-out' | 'unanswered';

// These end an attempt before a connection stands, so not one byte of the request has left. A reset, a broken pipe or an
// unreachable route can also hit a standing connection and therefore prove nothing.
const BEFORE_CONNECTING = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'];

/** Judges what `fetch` threw. In doubt it says `unanswered`: the request may have had its effect. */
export function judgeNetworkTrouble(error: unknown): NetworkTrouble {
  if (isTimeout(error)) return 'timed-out';
  const codes = collectCodes(error);
  return codes.length > 0 && codes.every((code) => BEFORE_CONNECTING.includes(code)) ? 'not-sent' : 'unanswered';
}

/** Seconds of a Retry-After header, which holds seconds or a date; null when it is absent or neither. */
export function readRetryAfter(value: string | null, nowMs: number): number | null {
  if (value === null || value.trim() === '') return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - nowMs) / 1000));
}

// Errors are known by their fields: those of fetch may come from another realm, where `instanceof` says no.
function isTimeout(error: unknown): boolean {
  const name = readField(error, 'name');
  return name === 'TimeoutError' || name === 'AbortError';
}

/** Codes at the ends of the chain of causes; a host with several addresses brings one error for each. */
function collectCodes(error: unknown): string[] {
  const parts = readField(error, 'errors');
  if (Array.isArray(parts)) return parts.flatMap(collectCodes);
  const cause = readField(error, 'cause');
  if (cause !== undefined) return collectCodes(cause);
  const code = readField(error, 'code');
  return [typeof code === 'string' ? code : ''];
}

function readField(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
