import { clouds } from './table-clouds.ts';
import type { Setting } from './setting.ts';

export type { Setting } from './setting.ts';

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
    name: 'REPAVE_DEPUTY_GROUP_ID',
    help: 'Object id of an Entra group whose members are asked, and may approve, when the approvers let three quarters of the time pass.',
    otherwise: 'nobody stands in for the approvers',
    example: GUID,
    requiredIn: 'never',
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
    name: 'REPAVE_DEFAULT_ZONE',
    help: 'IANA time zone that is assumed for people whose own the directory does not tell.',
    default: 'UTC',
    example: 'Europe/Berlin',
    requiredIn: 'never',
  },
  {
    name: 'REPAVE_DEFAULT_LANGUAGE',
    help: 'en, de, fr, es or ja: the language that is assumed for people whose own the directory does not tell.',
    default: 'en',
    example: 'de',
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

/** Every setting that Repave reads, in the order of `.env.example`. */
export const settings: readonly Setting[] = [...general, ...bot, ...azure, ...images, ...store, ...people, ...clouds];
