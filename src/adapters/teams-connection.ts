import { setTimeout as wait } from 'node:timers/promises';
import { CloudAdapter } from 'botbuilder';
import type { TurnContext } from 'botbuilder';
import {
  AuthenticationConfiguration,
  BotFrameworkAuthenticationFactory,
  ClaimsIdentity,
  ServiceClientCredentialsFactory,
} from 'botframework-connector';
import type { BotFrameworkAuthentication, ConnectorClient, ServiceClientCredentials } from 'botframework-connector';
import { createTeamsHttp } from './teams-http.ts';
import type { TeamsHttpOptions } from './teams-http.ts';
import { createPace } from './pace.ts';
import type { PaceLimits } from './pace.ts';
import { TEAMS_LIMITS } from './teams-pace.ts';
import { createBotToken } from './teams-token.ts';
import type { BotTokenOptions } from './teams-token.ts';

export interface TeamsConnectionOptions extends Omit<BotTokenOptions, 'scope' | 'nowMs'> {
  readonly tenantId: string;
  /** Where the keys are found that sign what Teams sends. */
  readonly openIdMetadataUrl: string;
  /** `iss` of what Teams sends, and audience of what the bot sends: https://api.botframework.com in the global cloud. */
  readonly tokenIssuer: string;
  readonly tokenScope: string;
  /** Entra sign-in host of the cloud, https://… */
  readonly authorityHost: string;
  readonly allowedHosts: readonly string[];
  readonly plainHttpHosts: readonly string[];
  /** Told of everything that a turn threw, before the person is. */
  readonly onTurnTrouble: (error: unknown) => void;
  /** What the person reads when a turn threw. */
  readonly apology: (locale: string) => string;
  readonly limits?: PaceLimits;
  readonly sleep?: (ms: number) => Promise<unknown>;
  readonly timeoutMs?: number;
}

export interface TeamsConnection {
  readonly botId: string;
  readonly tenantId: string;
  /** For turns that came in. A turn that throws ends with an apology, so that Teams does not deliver it again. */
  readonly adapter: CloudAdapter;
  /** For messages that nobody asked for: throws `Failure`, and never sends a message twice. */
  connect(serviceUrl: string): Promise<ConnectorClient>;
}

/** Tries of a reply, after the first. */
const REPLY_RETRIES = 2;

export function createTeamsConnection(options: TeamsConnectionOptions): TeamsConnection {
  const { appId, tenantId } = options;
  const sleep = options.sleep ?? wait;
  const shared = {
    allowedHosts: options.allowedHosts,
    plainHttpHosts: options.plainHttpHosts,
    token: createBotToken({ ...options, scope: options.tokenScope, nowMs: Date.now }),
    pace: createPace({ limits: options.limits ?? TEAMS_LIMITS, sleep, nowMs: Date.now }),
    sleep,
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
  };
  const adapter = new CloudAdapter(createAuthentication(options, { ...shared, retries: REPLY_RETRIES }));
  adapter.onTurnError = (context, error) => apologize(options, context, error);
  return {
    botId: `28:${appId}`,
    tenantId,
    adapter,
    connect: createConnect(appId, createAuthentication(options, { ...shared, retries: 0 })),
  };
}

/**
 * As soon as one of these addresses is given, the SDK takes all of them from here and puts nothing in place of those that
 * are missing; so all are given. Tokens of the "emulator" kind are turned away before they get here.
 */
function createAuthentication(options: TeamsConnectionOptions, http: TeamsHttpOptions): BotFrameworkAuthentication {
  const isGovernment = options.tokenIssuer.endsWith('.us');
  return BotFrameworkAuthenticationFactory.create(
    '',
    true,
    `${options.authorityHost}/${options.tenantId}`,
    options.tokenIssuer,
    options.tokenIssuer,
    isGovernment ? 'https://api.botframework.azure.us' : 'https://api.botframework.com',
    options.openIdMetadataUrl,
    options.openIdMetadataUrl,
    isGovernment ? 'urn:botframework:azureusgov' : 'urn:botframework:azure',
    new BotCredentials(options.appId),
    new AuthenticationConfiguration(),
    undefined,
    { httpClient: createTeamsHttp(http) },
  );
}

/** Signs nothing: the token is added in the last step (`teams-http.ts`), after the host has been checked. */
class BotCredentials extends ServiceClientCredentialsFactory {
  readonly #appId: string;

  constructor(appId: string) {
    super();
    this.#appId = appId;
  }

  override isValidAppId(appId: string): Promise<boolean> {
    return Promise.resolve(appId === this.#appId);
  }

  override isAuthenticationDisabled(): Promise<boolean> {
    return Promise.resolve(false);
  }

  override createCredentials(): Promise<ServiceClientCredentials> {
    return Promise.resolve({ signRequest: (request) => Promise.resolve(request) });
  }
}

/** Clients are kept: each one builds a whole pipeline. */
function createConnect(
  appId: string,
  authentication: BotFrameworkAuthentication,
): (serviceUrl: string) => Promise<ConnectorClient> {
  const identity = new ClaimsIdentity([
    { type: 'aud', value: appId },
    { type: 'appid', value: appId },
  ]);
  const factory = authentication.createConnectorFactory(identity);
  const clients = new Map<string, Promise<ConnectorClient>>();
  return (serviceUrl) => {
    const known = clients.get(serviceUrl);
    if (known !== undefined) return known;
    const made = factory.create(serviceUrl);
    clients.set(serviceUrl, made);
    return made;
  };
}

async function apologize(options: TeamsConnectionOptions, context: TurnContext, error: unknown): Promise<void> {
  options.onTurnTrouble(error);
  try {
    await context.sendActivity(options.apology(context.activity.locale ?? ''));
  } catch (second) {
    // Thrown on, it would make Teams deliver the turn again and run it a second time.
    options.onTurnTrouble(second);
  }
}
