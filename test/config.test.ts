import { expect, test } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { explainProblems, readConfig } from '../src/config.ts';
import type { Config } from '../src/config.ts';
import { LANGUAGES } from '../cards/text/languages.ts';
import { settingsSchema } from '../src/settings/schema.ts';
import { settings } from '../src/settings/table.ts';
import { renderEnvExample } from './support/env-example.ts';

type Env = Record<string, string>;

const APP = '11111111-aaaa-4aaa-8aaa-111111111111';
const TENANT = '22222222-bbbb-4bbb-8bbb-222222222222';
const ADMINS = '33333333-cccc-4ccc-8ccc-333333333333';
const APPROVERS = '44444444-dddd-4ddd-8ddd-444444444444';
const OTHER = '55555555-eeee-4eee-8eee-555555555555';

const base: Env = {
  MicrosoftAppId: APP,
  MicrosoftAppTenantId: TENANT,
  REPAVE_ADMIN_GROUP_ID: ADMINS,
  REPAVE_APPROVER_GROUP_ID: APPROVERS,
};
const tenant: Env = {
  ...base,
  MicrosoftAppPassword: 'bot-password-value',
  DATABASE_URL: 'postgresql://repave:db-password-value@db.contoso.com/repave',
};
const loopback: Env = {
  GRAPH_BASE_URL: 'http://127.0.0.1:8101/',
  ARM_BASE_URL: 'http://localhost:8102',
  BOT_OPENID_METADATA_URL: 'http://127.0.0.1:8103/openid/.well-known/openidconfiguration',
  BOT_TOKEN_URL: 'http://127.0.0.1:8103/token',
  TEAMS_SERVICE_URL_HOSTS: '127.0.0.1:8104, localhost:56150',
};
const sandbox: Env = { ...base, ...loopback, REPAVE_MODE: 'sandbox' };

function rsaKey(): string {
  return generateKeyPairSync('rsa', { modulusLength: 1024 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
}

function configOf(env: Env): Config {
  const result = readConfig(env);
  if (!result.ok) throw new Error(explainProblems(result.problems));
  return result.config;
}

function problemsOf(env: Env): string[] {
  const result = readConfig(env);
  return result.ok ? [] : result.problems.map(({ setting, problem }) => `${setting} ${problem}`);
}

function warningsOf(env: Env): string[] {
  const result = readConfig(env);
  return result.ok ? result.warnings.map(({ setting }) => setting) : [];
}

test('an empty environment is told everything that is missing at once, each with what to paste', () => {
  const result = readConfig({});
  expect(result.ok).toBe(false);
  if (result.ok) return;
  expect(result.problems.map(({ setting }) => setting)).toEqual([
    'MicrosoftAppId',
    'MicrosoftAppTenantId',
    'MicrosoftAppPassword',
    'DATABASE_URL',
    'REPAVE_ADMIN_GROUP_ID',
    'REPAVE_APPROVER_GROUP_ID',
  ]);
  for (const { setting, fix } of result.problems) expect(fix).toContain(`${setting}=`);
});

test('an empty or blank value counts as absent', () => {
  expect(problemsOf({ ...tenant, DATABASE_URL: '', MicrosoftAppId: '  ' })).toEqual([
    'MicrosoftAppId is not set',
    'DATABASE_URL is not set',
  ]);
  expect(configOf({ ...tenant, PORT: '' }).port).toBe(3978);
});

test('missing and wrong settings are reported together', () => {
  expect(problemsOf({ ...tenant, MicrosoftAppId: 'my bot', PORT: 'http', DATABASE_URL: '' })).toEqual([
    'PORT is not a whole number',
    'MicrosoftAppId is not an id of the form 00000000-0000-0000-0000-000000000000',
    'DATABASE_URL is not set',
  ]);
});

const refused: readonly (readonly [rule: string, env: Env, setting: string, reason: RegExp])[] = [
  ['an unknown mode', { REPAVE_MODE: 'prod' }, 'REPAVE_MODE', /neither sandbox nor tenant/],
  ['a port above the last one', { PORT: '70000' }, 'PORT', /above 65535/],
  ['a negative port', { PORT: '-1' }, 'PORT', /whole number/],
  ['an unknown log level', { LOG_LEVEL: 'loud' }, 'LOG_LEVEL', /none of trace, debug/],
  ['a host with a scheme', { REPAVE_HOST: 'https://repave.contoso.com' }, 'REPAVE_HOST', /without https/],
  ['the example id', { MicrosoftAppId: '00000000-0000-0000-0000-000000000000' }, 'MicrosoftAppId', /example/],
  ['a multi-tenant bot, with the reason', { MicrosoftAppType: 'MultiTenant' }, 'MicrosoftAppType', /31 July 2025.*one/],
  ['an unknown bot type', { MicrosoftAppType: 'Custom' }, 'MicrosoftAppType', /neither SingleTenant nor/],
  ['a single-tenant bot without a password', { MicrosoftAppPassword: '' }, 'MicrosoftAppPassword', /cannot send/],
  ['one group for both roles', { REPAVE_APPROVER_GROUP_ID: ADMINS.toUpperCase() }, 'REPAVE_APPROVER_GROUP_ID', /same/],
  ['Cloud PCs of another tenant', { AZURE_TENANT_ID: OTHER }, 'AZURE_TENANT_ID', /another tenant/],
  [
    'a secret without its app',
    { AZURE_CLIENT_SECRET: 'azure-secret-value' },
    'AZURE_CLIENT_ID',
    /AZURE_CLIENT_SECRET is/,
  ],
  ['a database that is not Postgres', { DATABASE_URL: 'mysql://db/repave' }, 'DATABASE_URL', /postgresql:/],
  ['an id among subscriptions that is none', { AZURE_SUBSCRIPTION_ID: `${OTHER}, x` }, 'AZURE_SUBSCRIPTION_ID', /id/],
  ['an empty list of subscriptions', { AZURE_SUBSCRIPTION_ID: ',' }, 'AZURE_SUBSCRIPTION_ID', /no id/],
  ['a path as a resource group', { REPAVE_BUILD_RESOURCE_GROUP: 'a/b' }, 'REPAVE_BUILD_RESOURCE_GROUP', /name/],
  ['rules that nobody wrote', { REPAVE_IMAGE_RULES: 'newest' }, 'REPAVE_IMAGE_RULES', /neither/],
  ['a key that is none', { REPAVE_SIGNING_KEY: 'key-value' }, 'REPAVE_SIGNING_KEY', /not a private Ed25519 key/],
  ['a key of another kind', { REPAVE_SIGNING_KEY: rsaKey() }, 'REPAVE_SIGNING_KEY', /not a private Ed25519 key/],
  ['a time that is no number of days', { REPAVE_RETENTION_DAYS: '1y' }, 'REPAVE_RETENTION_DAYS', /whole number/],
  ['a vault elsewhere', { AZURE_KEY_VAULT_URL: 'https://x.contoso.com' }, 'AZURE_KEY_VAULT_URL', /Key Vault/],
  [
    'a host that only ends like a vault',
    { AZURE_KEY_VAULT_URL: 'https://evilvault.azure.net' },
    'AZURE_KEY_VAULT_URL',
    /Key Vault/,
  ],
  ['a vault over http', { AZURE_KEY_VAULT_URL: 'http://c.vault.azure.net' }, 'AZURE_KEY_VAULT_URL', /https/],
  ['prices over http', { AZURE_PRICES_BASE_URL: 'http://prices.azure.com' }, 'AZURE_PRICES_BASE_URL', /loopback/],
  ['an unknown cloud', { REPAVE_CLOUD: 'china' }, 'REPAVE_CLOUD', /neither global nor usgov/],
  ['http to another machine', { GRAPH_BASE_URL: 'http://graph.contoso.com' }, 'GRAPH_BASE_URL', /loopback/],
  [
    'a name that only looks like loopback',
    { ARM_BASE_URL: 'http://127.0.0.1.contoso.com' },
    'ARM_BASE_URL',
    /loopback/,
  ],
  ['localhost as a part of a name', { BOT_TOKEN_URL: 'http://localhost.contoso.com' }, 'BOT_TOKEN_URL', /loopback/],
  ['a password in an address', { GRAPH_BASE_URL: 'https://me:pw@graph.contoso.com' }, 'GRAPH_BASE_URL', /https/],
  ['a root with a query', { ARM_BASE_URL: 'https://management.azure.com?x=1' }, 'ARM_BASE_URL', /query/],
  ['another protocol', { ARM_BASE_URL: 'ftp://127.0.0.1' }, 'ARM_BASE_URL', /https/],
  [
    'hosts with a path',
    { TEAMS_SERVICE_URL_HOSTS: 'smba.trafficmanager.net/teams' },
    'TEAMS_SERVICE_URL_HOSTS',
    /path/,
  ],
  ['hosts with a wildcard', { TEAMS_SERVICE_URL_HOSTS: '*.contoso.com' }, 'TEAMS_SERVICE_URL_HOSTS', /host names/],
  ['an empty list of hosts', { TEAMS_SERVICE_URL_HOSTS: ',' }, 'TEAMS_SERVICE_URL_HOSTS', /no host/],
  ['a service address off the list', { TEAMS_SERVICE_URL: 'https://x.contoso.com/' }, 'TEAMS_SERVICE_URL', /not in/],
  [
    'a local signer over real Cloud PCs',
    { BOT_OPENID_METADATA_URL: 'http://127.0.0.1:9/openid' },
    'BOT_OPENID_METADATA_URL',
    /real cloud/,
  ],
];

test.each(refused)('refused: %s', (_rule, env, setting, reason) => {
  const result = readConfig({ ...tenant, ...env });
  expect(result.ok).toBe(false);
  if (result.ok) return;
  expect(result.problems).toHaveLength(1);
  expect(result.problems[0]?.setting).toBe(setting);
  expect(result.problems[0]?.problem).toMatch(reason);
  expect(result.problems[0]?.fix).toMatch(new RegExp(`${setting}( out)?\\b`));
});

test('tenant mode takes the addresses of the global cloud', () => {
  const config = configOf(tenant);
  expect(config.azure.graph).toEqual({ baseUrl: 'https://graph.microsoft.com', isLoopback: false });
  expect(config.azure.arm.baseUrl).toBe('https://management.azure.com');
  expect(config.bot.tokenUrl).toBe(`https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/token`);
  expect(config.bot.tokenIssuer).toBe('https://api.botframework.com');
  expect(config.teams).toEqual({
    serviceUrlHosts: ['smba.trafficmanager.net'],
    plainHttpHosts: [],
    defaultServiceUrl: 'https://smba.trafficmanager.net/teams/',
    approvalChatId: undefined,
  });
});

test('the US government cloud brings its own addresses, issuer and Teams hosts', () => {
  const config = configOf({ ...tenant, REPAVE_CLOUD: 'usgov' });
  expect(config.azure.graph.baseUrl).toBe('https://graph.microsoft.us');
  expect(config.azure.arm.baseUrl).toBe('https://management.usgovcloudapi.net');
  expect(config.azure.authorityHost).toBe('https://login.microsoftonline.us');
  expect(config.bot.openIdMetadataUrl).toContain('login.botframework.azure.us');
  expect(config.bot.tokenIssuer).toBe('https://api.botframework.us');
  expect(config.teams.serviceUrlHosts).not.toContain('smba.trafficmanager.net');
  expect(config.teams.defaultServiceUrl).toBe('https://smba.infra.gov.teams.microsoft.us/teams/');
});

test('images have one rule set, no vault and public prices unless the settings say otherwise', () => {
  expect(configOf(tenant).images).toEqual({
    resourceGroup: undefined,
    ruleSet: '2026-09',
    vault: null,
    prices: { url: 'https://prices.azure.com', isLoopback: false },
    subscriptionIds: [],
  });
});

test('the first of several subscriptions is the default', () => {
  const config = configOf({ ...tenant, AZURE_SUBSCRIPTION_ID: `${OTHER.toUpperCase()}, ${ADMINS},${ADMINS}` });
  expect(config.images.subscriptionIds).toEqual([OTHER, ADMINS]);
  expect(config.azure.subscriptionId).toBe(OTHER);
});

test('a vault of the cloud or on loopback is taken', () => {
  const vaultOf = (AZURE_KEY_VAULT_URL: string) => configOf({ ...tenant, AZURE_KEY_VAULT_URL }).images.vault;
  expect(vaultOf('https://contoso-images.vault.azure.net/')).toEqual({
    url: 'https://contoso-images.vault.azure.net',
    isLoopback: false,
  });
  expect(vaultOf('https://contoso.vault.usgovcloudapi.net')?.isLoopback).toBe(false);
  expect(vaultOf('http://127.0.0.1:8105')).toEqual({ url: 'http://127.0.0.1:8105', isLoopback: true });
});

test('nobody asks real prices for machines of a make-believe Azure', () => {
  const local = { ...tenant, ...loopback };
  expect(configOf(local).images.prices).toBeNull();
  expect(configOf(sandbox).images.prices).toBeNull();
  const url = 'http://127.0.0.1:8106';
  expect(configOf({ ...local, AZURE_PRICES_BASE_URL: url }).images.prices).toEqual({ url, isLoopback: true });
});

test('tenant mode on loopback addresses keeps every other demand of tenant mode', () => {
  const config = configOf({ ...tenant, ...loopback });
  expect(config.azure.graph).toEqual({ baseUrl: 'http://127.0.0.1:8101', isLoopback: true });
  expect(config.azure.arm).toEqual({ baseUrl: 'http://localhost:8102', isLoopback: true });
  expect(config.store.kind).toBe('postgres');
  expect(problemsOf({ ...base, ...loopback })).toEqual([
    'MicrosoftAppPassword is not set, and a SingleTenant bot cannot send without it',
    'DATABASE_URL is not set',
  ]);
});

test('plain http service addresses are for exactly the loopback hosts in the list', () => {
  const { teams } = configOf({ ...tenant, ...loopback, TEAMS_SERVICE_URL_HOSTS: '127.0.0.1:8104,Teams.contoso.com' });
  expect(teams.serviceUrlHosts).toEqual(['127.0.0.1:8104', 'teams.contoso.com']);
  expect(teams.plainHttpHosts).toEqual(['127.0.0.1:8104']);
});

test('without an allowed default address, only people heard from can be written to', () => {
  expect(configOf({ ...tenant, ...loopback }).teams.defaultServiceUrl).toBeUndefined();
  const service = 'http://127.0.0.1:8104/teams';
  expect(configOf({ ...tenant, ...loopback, TEAMS_SERVICE_URL: service }).teams.defaultServiceUrl).toBe(`${service}/`);
});

test('a managed identity needs no password', () => {
  const config = configOf({ ...tenant, MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppPassword: '' });
  expect(config.bot).toMatchObject({ appType: 'UserAssignedMSI', password: undefined });
});

test('the sandbox needs neither a database nor a password', () => {
  expect(configOf(sandbox).store).toEqual({ kind: 'embedded', folder: '.repave' });
});

test('the sandbox has no default that leads to a real cloud', () => {
  expect(problemsOf({ ...base, REPAVE_MODE: 'sandbox' })).toEqual([
    'GRAPH_BASE_URL is not set',
    'ARM_BASE_URL is not set',
    'BOT_OPENID_METADATA_URL is not set',
    'BOT_TOKEN_URL is not set',
    'TEAMS_SERVICE_URL_HOSTS is not set',
  ]);
});

test.each([
  ['GRAPH_BASE_URL', 'https://graph.microsoft.com'],
  ['ARM_BASE_URL', 'https://management.azure.com'],
  ['BOT_TOKEN_URL', 'https://login.microsoftonline.com/x'],
  ['AZURE_KEY_VAULT_URL', 'https://contoso.vault.azure.net'],
  ['AZURE_PRICES_BASE_URL', 'https://prices.azure.com'],
  ['TEAMS_SERVICE_URL_HOSTS', '127.0.0.1:1,smba.trafficmanager.net'],
])('the sandbox refuses %s outside this machine', (name, value) => {
  expect(problemsOf({ ...sandbox, [name]: value })).toEqual([
    `${name} leads out of this machine, which the sandbox never does`,
  ]);
});

test('a missing subscription and a shared identity are warnings, not problems', () => {
  expect(warningsOf(tenant)).toEqual(['AZURE_SUBSCRIPTION_ID']);
  expect(warningsOf({ ...tenant, AZURE_SUBSCRIPTION_ID: OTHER, AZURE_CLIENT_ID: APP })).toEqual(['AZURE_CLIENT_ID']);
  expect(warningsOf({ ...tenant, AZURE_SUBSCRIPTION_ID: OTHER, AZURE_CLIENT_ID: OTHER })).toEqual([]);
});

test('a signing key may be written in one line, and is hidden; without one, and without a retention time, nothing changes', () => {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const { evidence } = configOf({
    ...tenant,
    REPAVE_SIGNING_KEY: pem.replaceAll('\n', '\\n'),
    REPAVE_RETENTION_DAYS: '365',
  });
  expect(evidence.signingKey?.reveal()).toBe(pem.trim() + '\n');
  expect(inspect(evidence)).not.toContain('PRIVATE');
  expect(evidence.retentionDays).toBe(365);
  expect(configOf(tenant).evidence).toEqual({ signingKey: undefined, retentionDays: 0 });
});

test('no way of printing the configuration shows a secret, and reveal() does', () => {
  const config = configOf({ ...tenant, AZURE_CLIENT_ID: OTHER, AZURE_CLIENT_SECRET: 'azure-secret-value' });
  const printed = [
    JSON.stringify(config),
    inspect(config, { depth: 9, showHidden: true }),
    String(config.bot.password),
  ];
  for (const text of printed) {
    expect(text).toContain('[secret]');
    expect(text).not.toMatch(/bot-password-value|db-password-value|azure-secret-value/);
  }
  expect(config.bot.password?.reveal()).toBe('bot-password-value');
  expect(config.azure.clientSecret?.reveal()).toBe('azure-secret-value');
});

test('a problem never repeats the value of a secret', () => {
  const result = readConfig({ ...tenant, DATABASE_URL: 'mysql://repave:db-password-value@db/repave' });
  expect(JSON.stringify(result)).toContain('DATABASE_URL');
  expect(JSON.stringify(result)).not.toContain('db-password-value');
});

test('problems are explained line by line with the fix below', () => {
  const text = explainProblems([{ setting: 'PORT', problem: 'is not a whole number', fix: 'Set PORT=3978' }]);
  expect(text).toBe('- PORT is not a whole number.\n  Set PORT=3978');
});

test('the settings table and the schema name the same settings, each once', () => {
  const names = settings.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
  expect(names.toSorted()).toEqual(Object.keys(settingsSchema.shape).toSorted());
});

test('.env.example is the settings table, both ways', () => {
  const file = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
  expect(file).toBe(renderEnvExample(settings));
});

test('zone and language of the tenant are UTC and English unless they are set', () => {
  expect(configOf(tenant).defaults).toEqual({ zone: 'UTC', language: 'en' });
  const set = { ...tenant, REPAVE_DEFAULT_ZONE: 'Europe/Berlin', REPAVE_DEFAULT_LANGUAGE: 'de' };
  expect(configOf(set).defaults).toEqual({ zone: 'Europe/Berlin', language: 'de' });
});

test('a zone or language that nobody knows is refused with one to write instead', () => {
  const result = readConfig({ ...tenant, REPAVE_DEFAULT_ZONE: '+01:00', REPAVE_DEFAULT_LANGUAGE: 'German' });
  const text = result.ok ? '' : explainProblems(result.problems);
  expect(text).toContain('REPAVE_DEFAULT_ZONE is not an IANA time zone');
  expect(text).toContain('Set REPAVE_DEFAULT_ZONE=Europe/Berlin');
  expect(text).toContain('REPAVE_DEFAULT_LANGUAGE is none of en, de, fr, es, ja');
  expect(problemsOf({ ...tenant, REPAVE_DEFAULT_ZONE: 'Europe/Berlijn' })).toHaveLength(1);
});

test('every language that Repave speaks can be the default, and no other', () => {
  for (const language of LANGUAGES) {
    expect(problemsOf({ ...tenant, REPAVE_DEFAULT_LANGUAGE: language })).toEqual([]);
  }
  expect(problemsOf({ ...tenant, REPAVE_DEFAULT_LANGUAGE: 'xx' }).join()).toContain(LANGUAGES.join(', '));
});
