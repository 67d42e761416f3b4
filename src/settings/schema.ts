import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Whether a URL points at this machine. */
export function isLoopbackUrl(url: string): boolean {
  return URL.canParse(url) && LOOPBACK.test(new URL(url).hostname);
}

/** Whether `host` or `host:port` names this machine. */
export function isLoopbackHost(host: string): boolean {
  return LOOPBACK.test(host.replace(/:\d+$/, ''));
}

function isAllowedUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || url.hash !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
}

function isPostgresUrl(text: string): boolean {
  return /^postgres(ql)?:\/\//.test(text) && URL.canParse(text);
}

function isSigningKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'ed25519';
  } catch {
    return false;
  }
}

function isZone(text: string): boolean {
  try {
    // Intl takes offsets such as +01:00 too, which know no daylight saving.
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '' && /^[A-Z]/i.test(text);
  } catch {
    return false;
  }
}

const guid = z
  .guid('is not an id of the form 00000000-0000-0000-0000-000000000000')
  .transform((text) => text.toLowerCase())
  .refine((text) => !/^[0-]+$/.test(text), 'is the example value');

const url = z.string().refine(isAllowedUrl, 'is not an https:// address (http:// is accepted for loopback hosts only)');
const baseUrl = url
  .refine((text) => !text.includes('?'), 'has a query; only the root is wanted')
  .transform((text) => text.replace(/\/+$/, ''));
/** Hosts that get a token for Key Vault: any other could take the password (Key Vault, "Object identifiers": DNS suffixes). */
const VAULT_HOST = /^[a-z0-9-]{3,24}\.vault\.(azure\.net|usgovcloudapi\.net)$/;
const vaultUrl = baseUrl.refine(
  (text) => isLoopbackUrl(text) || (URL.canParse(text) && VAULT_HOST.test(new URL(text).host)),
  'is not the address of a Key Vault',
);
const serviceUrl = url.transform((text) => (text.endsWith('/') ? text : `${text}/`));

const guidList = z
  .string()
  .transform((text) => [...new Set(text.split(/[\s,]+/).filter((part) => part !== ''))])
  .pipe(z.array(guid).min(1, 'names no id'));

const host = z
  .string()
  .regex(
    /^([a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*|\[::1\])(:\d{1,5})?$/,
    'is not a list of host names, each without https:// and without a path',
  );
const hostList = z
  .string()
  .transform((text) =>
    text
      .toLowerCase()
      .split(/[\s,]+/)
      .filter((part) => part !== ''),
  )
  .pipe(z.array(host).min(1, 'names no host'));

const appType = z
  .string()
  .refine(
    (text) => text !== 'MultiTenant',
    'is MultiTenant: new multi-tenant bots cannot be created since 31 July 2025, and Repave serves one tenant',
  )
  .pipe(z.enum(['SingleTenant', 'UserAssignedMSI'], 'is neither SingleTenant nor UserAssignedMSI'));

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const shape = {
  REPAVE_MODE: z.enum(['sandbox', 'tenant'], 'is neither sandbox nor tenant'),
  PORT: z
    .string()
    .regex(/^\d+$/, 'is not a whole number')
    .transform(Number)
    .pipe(z.number().max(65535, 'is above 65535')),
  REPAVE_HOST: z
    .string()
    .toLowerCase()
    .pipe(host.refine((text) => text.includes('.'), 'is not a full host name')),
  LOG_LEVEL: z.enum(logLevels, `is none of ${logLevels.join(', ')}`),
  MicrosoftAppId: guid,
  MicrosoftAppType: appType,
  MicrosoftAppTenantId: guid,
  MicrosoftAppPassword: z.string(),
  AZURE_TENANT_ID: guid,
  AZURE_CLIENT_ID: guid,
  AZURE_CLIENT_SECRET: z.string(),
  AZURE_SUBSCRIPTION_ID: guidList,
  REPAVE_BUILD_RESOURCE_GROUP: z.string().regex(/^[-\w().]{0,89}[-\w()]$/, 'is not the name of a resource group'),
  REPAVE_IMAGE_RULES: z.enum(['2026-09', '2021-08'], 'is neither 2026-09 nor 2021-08'),
  AZURE_KEY_VAULT_URL: vaultUrl,
  DATABASE_URL: z.string().refine(isPostgresUrl, 'is not a postgresql:// address'),
  DATA_DIR: z.string(),
  REPAVE_SIGNING_KEY: z
    .string()
    .transform((text) => text.replaceAll('\\n', '\n'))
    .refine(isSigningKey, 'is not a private Ed25519 key in PEM'),
  REPAVE_RETENTION_DAYS: z
    .string()
    .regex(/^\d{1,5}$/, 'is not a whole number of days')
    .transform(Number),
  REPAVE_ADMIN_GROUP_ID: guid,
  REPAVE_APPROVER_GROUP_ID: guid,
  REPAVE_DEPUTY_GROUP_ID: guid,
  REPAVE_TEAMS_APP_ID: guid,
  REPAVE_REMIND_MANAGERS: z.enum(['true', 'false'], 'is neither true nor false').transform((text) => text === 'true'),
  REPAVE_DEFAULT_ZONE: z.string().refine(isZone, 'is not an IANA time zone'),
  REPAVE_DEFAULT_LANGUAGE: z.enum(['en', 'de', 'fr', 'es', 'ja'], 'is none of en, de, fr, es, ja'),
  REPAVE_APPROVAL_CHAT_ID: z.string().regex(/^\S{1,256}$/, 'is not a conversation id'),
  REPAVE_CLOUD: z.enum(['global', 'usgov'], 'is neither global nor usgov'),
  GRAPH_BASE_URL: baseUrl,
  ARM_BASE_URL: baseUrl,
  AZURE_PRICES_BASE_URL: baseUrl,
  BOT_OPENID_METADATA_URL: url,
  BOT_TOKEN_URL: url,
  TEAMS_SERVICE_URL_HOSTS: hostList,
  TEAMS_SERVICE_URL: serviceUrl,
};

/** Each setting in its own form; whether it must be there is said by the table and the rules, so that all is reported at once. */
export const settingsSchema = z.object(shape).partial();

/** The settings that were present and well-formed. */
export type SettingValues = z.infer<typeof settingsSchema>;
