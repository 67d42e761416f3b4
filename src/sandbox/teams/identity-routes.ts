import { z } from 'zod';
import { route } from '../router.ts';
import type { Route, SandboxRequest, SandboxResponse } from '../router.ts';
import { CHANNEL_ISSUER } from './tokens.ts';
import type { TokenIssuer } from './tokens.ts';

/** Where the three documents of the identity side are mounted. */
export const OPEN_ID_PATH = '/openid/.well-known/openidconfiguration';
export const KEYS_PATH = '/openid/keys';
export const TOKEN_PATH = '/token';

export type IdentityDeps = {
  readonly tokens: TokenIssuer;
  readonly botAppId: string;
  /** Root of the server that these routes are mounted on, without a trailing slash. */
  readonly baseUrl: () => string;
};

const tokenForm = z.object({
  grant_type: z.literal('client_credentials'),
  client_id: z.string().min(1),
  client_secret: z.string().min(1),
  scope: z.string().regex(/\/\.default$/),
});

export function createIdentityRoutes(deps: IdentityDeps): Route[] {
  return [
    route('GET', OPEN_ID_PATH, () => ({ status: 200, body: describeIssuer(deps.baseUrl()) })),
    route('GET', KEYS_PATH, () => ({ status: 200, body: { keys: deps.tokens.publishedKeys() } })),
    route('POST', TOKEN_PATH, (request) => giveToken(deps, request)),
  ];
}

function describeIssuer(baseUrl: string): Readonly<Record<string, unknown>> {
  return {
    issuer: CHANNEL_ISSUER,
    authorization_endpoint: `${baseUrl}/authorize`,
    jwks_uri: `${baseUrl}${KEYS_PATH}`,
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
  };
}

/** The client-credentials flow of the Microsoft identity platform; any non-empty secret of the bot is right. */
function giveToken({ tokens, botAppId }: IdentityDeps, { body }: SandboxRequest): SandboxResponse {
  const form = tokenForm.safeParse(body);
  if (!form.success) return refuse('invalid_request', 'a client_credentials form with a /.default scope is needed');
  if (form.data.client_id !== botAppId) return refuse('unauthorized_client', 'no such application in this tenant');
  const audience = form.data.scope.replace(/\/\.default$/, '');
  const { token, expiresInSeconds } = tokens.issueBotToken({ appId: botAppId, audience });
  return { status: 200, body: { token_type: 'Bearer', expires_in: expiresInSeconds, access_token: token } };
}

function refuse(error: string, description: string): SandboxResponse {
  return { status: 400, body: { error, error_description: description } };
}
