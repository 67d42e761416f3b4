/** When a setting must be present: in both modes, in tenant mode only, in sandbox mode only, or never. */
export type RequiredIn = 'always' | 'tenant' | 'sandbox' | 'never';

/** One row of the settings table. `.env.example` is this table written out; a test holds the two together. */
export interface Setting {
  readonly name: string;
  /** Meaning and unit, in one or two sentences. */
  readonly help: string;
  /** Taken when the setting is absent or empty. */
  readonly default?: string;
  /** What is taken when absent, in words, where it depends on other settings. */
  readonly otherwise?: string;
  /** What a right value looks like. */
  readonly example: string;
  readonly requiredIn: RequiredIn;
  readonly secret?: true;
}

const GUID = '00000000-0000-0000-0000-000000000000';

const general: readonly Setting[] = [
  {
    name: 'REPAVE_MODE',
    help: 'tenant works on the clouds named below. sandbox is set by "npm run sandbox" and accepts loopback addresses only.',
    default: 'tenant',
    example: 'tenant',
    requiredIn: 'never',
  },
  {
    name: 'PORT',
    help: 'TCP port of the bot, /api/messages and /healthz; 0 takes any free port.',
    default: '3978',
    example: '3978',
    requiredIn: 'never',
  },
  {
    name: 'REPAVE_HOST',
    help: 'Public host name of the bot without https://. Read by "npm run package" for the Teams manifest.',
    example: 'repave.contoso.com',
    requiredIn: 'never',
  },
  {
    name: 'LOG_LEVEL',
    help: 'trace, debug, info, warn, error, fatal or silent.',
    default: 'info',
    example: 'info',
    requiredIn: 'never',
  },
];

const bot: readonly Setting[] = [
  {
    name: 'MicrosoftAppId',
    help: 'Application (client) id of the Entra app that the Azure Bot uses.',
    example: GUID,
    requiredIn: 'always',
  },
  {
    name: 'MicrosoftAppType',
    help: 'SingleTenant (with MicrosoftAppPassword) or UserAssignedMSI (a managed identity, no password).',
    default: 'SingleTenant',
    example: 'SingleTenant',
    requiredIn: 'never',
  },
  {
    name: 'MicrosoftAppTenantId',
    help: 'Directory (tenant) id of the bot. Messages from any other tenant are refused.',
    example: GUID,
    requiredIn: 'always',
  },
  {
    name: 'MicrosoftAppPassword',
    help: 'Client secret of the bot app. Needed in tenant mode when MicrosoftAppType is SingleTenant.',
    example: '<client secret value>',
    requiredIn: 'never',
    secret: true,
  },
];

const azure: readonly Setting[] = [
  {
    name: 'AZURE_TENANT_ID',
    help: 'Tenant of the Cloud PCs. It is the tenant of the bot, because roles are looked up there.',
    otherwise: 'MicrosoftAppTenantId',
    example: GUID,
    requiredIn: 'never',
  },
  {
    name: 'AZURE_CLIENT_ID',
    help: 'Application id of the identity that calls Graph and Azure, best another app than the bot. Not needed for a system-assigned managed identity.',
    example: GUID,
    requiredIn: 'never',
  },
  {
    name: 'AZURE_CLIENT_SECRET',
    help: 'Secret of AZURE_CLIENT_ID. Leave it empty to use a managed or workload identity or the Azure CLI.',
    example: '<client secret value>',
    requiredIn: 'never',
    secret: true,
  },
  {
    name: 'AZURE_SUBSCRIPTION_ID',
    help: 'Subscriptions of the source images and of the machines on which images are prepared, separated by commas. The first is offered first.',
    example: GUID,
    requiredIn: 'never',
  },
];

const images: readonly Setting[] = [
  {
    name: 'REPAVE_BUILD_RESOURCE_GROUP',
    help: 'Resource group that is offered first for preparing images; a dedicated one, because Repave can run anything on the machines in it.',
    otherwise: 'people choose one',
    example: 'rg-cloudpc-images',
    requiredIn: 'never',
  },
  {
    name: 'REPAVE_IMAGE_RULES',
    help: 'What an image must fulfil: 2026-09, the demands of Windows 365 as of that month, or 2021-08, the older ones.',
    default: '2026-09',
    example: '2026-09',
    requiredIn: 'never',
  },
  {
    name: 'AZURE_KEY_VAULT_URL',
    help: 'Key Vault for the passwords of build machines. The identity needs the role Key Vault Secrets Officer there.',
    otherwise: 'a password is shown once, in the chat of who asked',
    example: 'https://contoso-images.vault.azure.net',
    requiredIn: 'never',
  },
];

const store: readonly Setting[] = [
  {
    name: 'DATABASE_URL',
    help: 'Postgres 15 or later. In tenant mode nothing else will do: no computer is wiped on a store that a power cut can empty.',
    otherwise: 'in sandbox mode, an embedded database in DATA_DIR',
    example: 'postgresql://repave:<password>@127.0.0.1:5432/repave',
    requiredIn: 'tenant',
    secret: true,
  },
  {
    name: 'DATA_DIR',
    help: 'Folder of the embedded database of the sandbox. Created with access for its owner only.',
    default: '.repave',
    example: '.repave',
    requiredIn: 'never',
  },
  {
    name: 'REPAVE_SIGNING_KEY',
    help: 'Private Ed25519 key (PEM, line ends written as \\n) that signs evidence packs, from "openssl genpkey -algorithm ed25519".',
    otherwise: 'a key is made on first use and kept in the database',
    example: '-----BEGIN PRIVATE KEY-----\\n<base64>\\n-----END PRIVATE KEY-----',
    requiredIn: 'never',
    secret: true,
  },
  {
    name: 'REPAVE_RETENTION_DAYS',
    help: 'Days after the end of a rollout until the owners of its Cloud PCs are erased from it; 0 keeps them.',
    default: '0',
    example: '365',
    requiredIn: 'never',
  },
];

const people: readonly Setting[] = [
  {
    name: 'REPAVE_ADMIN_GROUP_ID',
    help: 'Object id of the Entra group whose members may plan and run rollouts.',
    example: GUID,
    requiredIn: 'always',
  },
  {
    name: 'REPAVE_APPROVER_GROUP_ID',
    help: 'Object id of the Entra group whose members may approve. Another group than the admins; one person may be in both.',
    example: GUID,
    requiredIn: 'always',
  },
  {
    name: 'REPAVE_TEAMS_APP_ID',
    help: 'Id of the app in the catalogue of the organisation (Teams admin centre, Manage apps; not the id of the manifest). With it Repave installs itself for people who do not have it.',
    otherwise: 'people get the app from a setup policy',
    example: GUID,
    requiredIn: 'never',
  },
  {
    name: 'REPAVE_REMIND_MANAGERS',
    help: 'true or false: whether the manager of somebody who cannot be reached is asked in Teams to tell them.',
    default: 'true',
    example: 'true',
    requiredIn: 'never',
  },
  {
    name: 'REPAVE_APPROVAL_CHAT_ID',
    help: 'Conversation id of a group chat with the bot where approval cards are shown as well.',
    otherwise: 'approvers are asked one by one',
    example: '19:00000000000000000000000000000000@thread.v2',
    requiredIn: 'never',
  },
];

const clouds: readonly Setting[] = [
  {
    name: 'REPAVE_CLOUD',
    help: 'global or usgov. Chooses the default of every address below.',
    default: 'global',
    example: 'global',
    requiredIn: 'never',
  },
  {
    name: 'GRAPH_BASE_URL',
    help: 'Root of Microsoft Graph without /v1.0. http:// is accepted for loopback hosts only, and those get a fixed token.',
    otherwise: 'Graph of REPAVE_CLOUD',
    example: 'https://graph.microsoft.com',
    requiredIn: 'sandbox',
  },
  {
    name: 'ARM_BASE_URL',
    help: 'Root of Azure Resource Manager. http:// is accepted for loopback hosts only, and those get a fixed token.',
    otherwise: 'Resource Manager of REPAVE_CLOUD',
    example: 'https://management.azure.com',
    requiredIn: 'sandbox',
  },
  {
    name: 'AZURE_PRICES_BASE_URL',
    help: 'Root of the public Azure Retail Prices API, asked without a token for what a build machine costs an hour.',
    otherwise:
      'https://prices.azure.com in tenant mode, unless ARM_BASE_URL is a loopback host; else no prices are shown',
    example: 'https://prices.azure.com',
    requiredIn: 'never',
  },
  {
    name: 'BOT_OPENID_METADATA_URL',
    help: 'Where the keys are found that sign messages from Teams. A loopback host is accepted only when GRAPH_BASE_URL is one too.',
    otherwise: 'Bot Framework of REPAVE_CLOUD',
    example: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
    requiredIn: 'sandbox',
  },
  {
    name: 'BOT_TOKEN_URL',
    help: 'Token endpoint (client credentials) for what the bot sends.',
    otherwise: 'Entra sign-in of REPAVE_CLOUD for MicrosoftAppTenantId',
    example: `https://login.microsoftonline.com/${GUID}/oauth2/v2.0/token`,
    requiredIn: 'sandbox',
  },
  {
    name: 'TEAMS_SERVICE_URL_HOSTS',
    help: 'Hosts to which the bot may send, separated by commas, with :port where not 443. http:// is used for none but the loopback hosts in this list.',
    otherwise: 'Teams of REPAVE_CLOUD',
    example: 'smba.trafficmanager.net',
    requiredIn: 'sandbox',
  },
  {
    name: 'TEAMS_SERVICE_URL',
    help: 'Service address for people from whom the bot has not heard yet. Its host must be in TEAMS_SERVICE_URL_HOSTS.',
    otherwise: 'Teams of REPAVE_CLOUD when its host is in the list, else the address last heard from',
    example: 'https://smba.trafficmanager.net/teams/',
    requiredIn: 'never',
  },
];

/** Every setting that Repave reads, in the order of `.env.example`. */
export const settings: readonly Setting[] = [...general, ...bot, ...azure, ...images, ...store, ...people, ...clouds];
