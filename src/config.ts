import { existsSync } from 'node:fs';
import { Secret } from './secret.ts';
import { getCloudFacts } from './settings/cloud-defaults.ts';
import { readSettings } from './settings/read.ts';
import type { Env } from './settings/read.ts';
import type { SettingProblem } from './settings/rules.ts';
import { isLoopbackHost, isLoopbackUrl } from './settings/schema.ts';
import type { SettingValues } from './settings/schema.ts';

export type { SettingProblem } from './settings/rules.ts';

/** The root of a cloud. A loopback root gets a fixed token instead of one from Entra. */
export interface CloudEndpoint {
  readonly baseUrl: string;
  readonly isLoopback: boolean;
}

/** Where state is kept. The embedded store is for the sandbox only: a power cut may lose what it has written. */
export type StoreConfig =
  | { readonly kind: 'postgres'; readonly url: Secret }
  | { readonly kind: 'embedded'; readonly folder: string };

/** How the bot identifies itself to Teams, and whom it believes. */
export interface BotConfig {
  readonly appId: string;
  readonly appType: 'SingleTenant' | 'UserAssignedMSI';
  readonly password: Secret | undefined;
  readonly openIdMetadataUrl: string;
  readonly tokenUrl: string;
  /** `iss` that messages from Teams must carry. */
  readonly tokenIssuer: string;
  /** Scope to ask for when sending. */
  readonly tokenScope: string;
}

/** The clouds that hold Cloud PCs and images, and the identity that works on them. */
export interface AzureConfig {
  /** Entra sign-in host, https://… without a path. */
  readonly authorityHost: string;
  readonly clientId: string | undefined;
  readonly clientSecret: Secret | undefined;
  /** The first of `images.subscriptionIds`. */
  readonly subscriptionId: string | undefined;
  readonly graph: CloudEndpoint;
  readonly arm: CloudEndpoint;
}

/** What the preparation of images needs besides the clouds. */
export interface ImagesConfig {
  /** Offered first; absent when people shall choose. */
  readonly resourceGroup: string | undefined;
  readonly ruleSet: '2026-09' | '2021-08';
  /** Null: passwords are shown in a chat instead. */
  readonly vault: WebAddress | null;
  /** Null: nobody is asked for prices. */
  readonly prices: WebAddress | null;
  /** The first is the default; empty when none is configured. */
  readonly subscriptionIds: readonly string[];
}

export interface WebAddress {
  readonly url: string;
  readonly isLoopback: boolean;
}

/** Where the bot may send. */
export interface TeamsConfig {
  /** Hosts, with :port where not 443, that a service URL may have. */
  readonly serviceUrlHosts: readonly string[];
  /** The loopback ones among them: for exactly these http:// is accepted too. */
  readonly plainHttpHosts: readonly string[];
  /** Ends with a slash. Absent where no default is allowed: then only people heard from can be written to. */
  readonly defaultServiceUrl: string | undefined;
  readonly approvalChatId: string | undefined;
}

/** What is kept as evidence, and how it is signed. */
export interface EvidenceConfig {
  /** PEM; absent when the key is made on first use and kept in the database. */
  readonly signingKey: Secret | undefined;
  /** Days after the end of a rollout until its owners are erased from it; 0 keeps them. */
  readonly retentionDays: number;
}

/** How people are reached who never opened the app. */
export interface ReachConfig {
  /** In the organisation's catalogue; absent when Repave shall not install itself. */
  readonly teamsAppId: string | undefined;
  readonly remindManagers: boolean;
}

/** What is assumed of people whose zone and language the directory does not tell. */
export interface DefaultsConfig {
  /** IANA name. */
  readonly zone: string;
  readonly language: string;
}

/** All settings of one process, read once at start. */
export interface Config {
  readonly mode: 'sandbox' | 'tenant';
  readonly cloud: 'global' | 'usgov';
  readonly tenantId: string;
  readonly port: number;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  readonly bot: BotConfig;
  readonly azure: AzureConfig;
  readonly images: ImagesConfig;
  readonly teams: TeamsConfig;
  readonly store: StoreConfig;
  readonly evidence: EvidenceConfig;
  readonly reach: ReachConfig;
  readonly defaults: DefaultsConfig;
  readonly roles: {
    readonly adminGroupId: string;
    readonly approverGroupId: string;
    readonly deputyGroupId: string | undefined;
  };
}

/** The settings with what is worth a line in the log, or everything that is wrong with them at once. */
export type ConfigResult =
  | { readonly ok: true; readonly config: Config; readonly warnings: readonly SettingProblem[] }
  | { readonly ok: false; readonly problems: readonly SettingProblem[] };

/** Reads and checks all settings. Never throws for a wrong setting and never repeats the value of a secret. */
export function readConfig(env: Env = process.env): ConfigResult {
  const { values, problems, warnings } = readSettings(env);
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, config: toConfig(values), warnings };
}

/** Loads a .env file into the environment when it is there; what is already set wins. For entry files only. */
export function loadEnvFile(path: string): boolean {
  if (!existsSync(path)) return false;
  process.loadEnvFile(path);
  return true;
}

/** The problems as a list for people: setting, problem, fix. */
export function explainProblems(problems: readonly SettingProblem[]): string {
  return problems.map(({ setting, problem, fix }) => `- ${setting} ${problem}.\n  ${fix}`).join('\n');
}

function toConfig(values: SettingValues): Config {
  return {
    mode: need(values, 'REPAVE_MODE'),
    cloud: need(values, 'REPAVE_CLOUD'),
    tenantId: need(values, 'MicrosoftAppTenantId'),
    port: need(values, 'PORT'),
    logLevel: need(values, 'LOG_LEVEL'),
    bot: toBotConfig(values),
    azure: toAzureConfig(values),
    images: toImagesConfig(values),
    teams: toTeamsConfig(values),
    store: toStoreConfig(values),
    evidence: {
      signingKey: hide(values.REPAVE_SIGNING_KEY),
      retentionDays: need(values, 'REPAVE_RETENTION_DAYS'),
    },
    reach: {
      teamsAppId: values.REPAVE_TEAMS_APP_ID,
      remindManagers: need(values, 'REPAVE_REMIND_MANAGERS'),
    },
    defaults: {
      zone: need(values, 'REPAVE_DEFAULT_ZONE'),
      language: need(values, 'REPAVE_DEFAULT_LANGUAGE'),
    },
    roles: {
      adminGroupId: need(values, 'REPAVE_ADMIN_GROUP_ID'),
      approverGroupId: need(values, 'REPAVE_APPROVER_GROUP_ID'),
      deputyGroupId: values.REPAVE_DEPUTY_GROUP_ID,
    },
  };
}

function toBotConfig(values: SettingValues): BotConfig {
  const { botAudience } = getCloudFacts(need(values, 'REPAVE_CLOUD'));
  return {
    appId: need(values, 'MicrosoftAppId'),
    appType: need(values, 'MicrosoftAppType'),
    password: hide(values.MicrosoftAppPassword),
    openIdMetadataUrl: need(values, 'BOT_OPENID_METADATA_URL'),
    tokenUrl: need(values, 'BOT_TOKEN_URL'),
    tokenIssuer: botAudience,
    tokenScope: `${botAudience}/.default`,
  };
}

function toAzureConfig(values: SettingValues): AzureConfig {
  return {
    authorityHost: getCloudFacts(need(values, 'REPAVE_CLOUD')).authorityHost,
    clientId: values.AZURE_CLIENT_ID,
    clientSecret: hide(values.AZURE_CLIENT_SECRET),
    subscriptionId: values.AZURE_SUBSCRIPTION_ID?.[0],
    graph: toEndpoint(need(values, 'GRAPH_BASE_URL')),
    arm: toEndpoint(need(values, 'ARM_BASE_URL')),
  };
}

function toImagesConfig(values: SettingValues): ImagesConfig {
  return {
    resourceGroup: values.REPAVE_BUILD_RESOURCE_GROUP,
    ruleSet: need(values, 'REPAVE_IMAGE_RULES'),
    vault: toWebAddress(values.AZURE_KEY_VAULT_URL),
    prices: toWebAddress(values.AZURE_PRICES_BASE_URL),
    subscriptionIds: values.AZURE_SUBSCRIPTION_ID ?? [],
  };
}

function toTeamsConfig(values: SettingValues): TeamsConfig {
  const serviceUrlHosts = need(values, 'TEAMS_SERVICE_URL_HOSTS');
  return {
    serviceUrlHosts,
    plainHttpHosts: serviceUrlHosts.filter(isLoopbackHost),
    defaultServiceUrl: values.TEAMS_SERVICE_URL,
    approvalChatId: values.REPAVE_APPROVAL_CHAT_ID,
  };
}

function toStoreConfig(values: SettingValues): StoreConfig {
  const url = hide(values.DATABASE_URL);
  return url === undefined ? { kind: 'embedded', folder: need(values, 'DATA_DIR') } : { kind: 'postgres', url };
}

function toEndpoint(baseUrl: string): CloudEndpoint {
  return { baseUrl, isLoopback: isLoopbackUrl(baseUrl) };
}

function toWebAddress(url: string | undefined): WebAddress | null {
  return url === undefined ? null : { url, isLoopback: isLoopbackUrl(url) };
}

function hide(value: string | undefined): Secret | undefined {
  return value === undefined ? undefined : new Secret(value);
}

function need<Name extends keyof SettingValues>(values: SettingValues, name: Name): NonNullable<SettingValues[Name]> {
  const value = values[name];
  if (value === undefined || value === null) throw new Error(`${name} passed the checks without a value.`);
  return value;
}
