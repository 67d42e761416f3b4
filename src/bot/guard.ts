import { listTenants, readIncoming } from './incoming.ts';
import type { Incoming } from './incoming.ts';
import { readToken } from './token.ts';
import type { ChannelToken } from './token.ts';

/** Whom the bot believes. */
export interface GuardRules {
  readonly appId: string;
  /** The one tenant whose people are served. */
  readonly tenantId: string;
  /** `iss` of every token of the channel. */
  readonly tokenIssuer: string;
  /** Hosts, with :port where not 443, to which answers may go. */
  readonly serviceUrlHosts: readonly string[];
  /** Those of them that may be reached over plain http: loopback, for tests. */
  readonly plainHttpHosts: readonly string[];
}

/** A no at the door. `why` is for the log only: who knocks is told nothing but the status. */
export interface Denial {
  readonly status: 400 | 401 | 403;
  readonly why: string;
}

export type Admission =
  | { readonly admitted: true; readonly activity: Incoming }
  | ({ readonly admitted: false } & Denial);

/** Clock differences between the channel and this machine that are forgiven; the SDK forgives the same. */
const SKEW_SECONDS = 300;

/**
 * What the SDK does not check before it trusts an activity (it accepts other issuers, tokens without expiry, foreign tenants
 * and any service address). Signature and endorsement are the SDK's to check, after this.
 */
export interface Guard {
  /** Looks at the header alone, before a body is read. `nowMs` is real time: tokens live by it. */
  checkHeader(authorization: string | undefined, nowMs: number): Denial | undefined;
  checkActivity(authorization: string | undefined, body: unknown): Admission;
}

export function createGuard(rules: GuardRules): Guard {
  return {
    checkHeader(authorization, nowMs) {
      const token = readToken(authorization);
      const why = token === undefined ? 'no bearer token of the channel' : distrust(token, rules, nowMs);
      return why === undefined ? undefined : { status: 401, why };
    },
    checkActivity(authorization, body) {
      const activity = readIncoming(body);
      if (activity === undefined) return { admitted: false, status: 400, why: 'no activity' };
      const why = distrustActivity(activity, readToken(authorization), rules);
      return why === undefined ? { admitted: true, activity } : { admitted: false, ...why };
    },
  };
}

function distrust({ header, claims }: ChannelToken, rules: GuardRules, nowMs: number): string | undefined {
  const now = nowMs / 1000;
  if (header.alg !== 'RS256') return 'token algorithm';
  if (claims.iss !== rules.tokenIssuer) return 'token issuer';
  if (claims.aud !== rules.appId) return 'token audience';
  if (claims.exp < now - SKEW_SECONDS) return 'token expired';
  if (claims.nbf > now + SKEW_SECONDS) return 'token not valid yet';
  return undefined;
}

function distrustActivity(activity: Incoming, token: ChannelToken | undefined, rules: GuardRules): Denial | undefined {
  if (activity.channelId !== 'msteams') return { status: 403, why: 'channel' };
  if (activity.serviceUrl !== token?.claims.serviceurl)
    return { status: 401, why: 'service address differs from the token' };
  if (!isAllowedAddress(activity.serviceUrl, rules)) return { status: 403, why: 'service address' };
  const tenants = listTenants(activity);
  const isOurs = tenants.length > 0 && tenants.every((tenant) => tenant === rules.tenantId.toLowerCase());
  return isOurs ? undefined : { status: 403, why: 'tenant' };
}

function isAllowedAddress(serviceUrl: string, rules: GuardRules): boolean {
  const url = new URL(serviceUrl);
  if (url.username !== '' || url.password !== '' || !rules.serviceUrlHosts.includes(url.host)) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && rules.plainHttpHosts.includes(url.host));
}
