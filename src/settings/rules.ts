import type { SettingValues } from './schema.ts';
import { isLoopbackHost, isLoopbackUrl } from './schema.ts';

/** One thing wrong with the settings: which, why, and what to do about it. Never holds the value of a secret. */
export interface SettingProblem {
  readonly setting: string;
  readonly problem: string;
  readonly fix: string;
}

/** A look at all settings together: what is wrong, or nothing. */
export type SettingRule = (values: SettingValues) => SettingProblem | undefined;

function checkPassword(values: SettingValues): SettingProblem | undefined {
  if (values.REPAVE_MODE !== 'tenant' || values.MicrosoftAppType !== 'SingleTenant') return undefined;
  if (values.MicrosoftAppPassword !== undefined) return undefined;
  return {
    setting: 'MicrosoftAppPassword',
    problem: 'is not set, and a SingleTenant bot cannot send without it',
    fix: 'Create a client secret for MicrosoftAppId and set MicrosoftAppPassword=<its value>, or set MicrosoftAppType=UserAssignedMSI.',
  };
}

function checkGroupsDiffer(values: SettingValues): SettingProblem | undefined {
  const { REPAVE_ADMIN_GROUP_ID: admins, REPAVE_APPROVER_GROUP_ID: approvers } = values;
  if (admins === undefined || admins !== approvers) return undefined;
  return {
    setting: 'REPAVE_APPROVER_GROUP_ID',
    problem: 'is the same group as REPAVE_ADMIN_GROUP_ID',
    fix: 'Make a second Entra group for approvers and set REPAVE_APPROVER_GROUP_ID=<its object id>.',
  };
}

function checkOneTenant(values: SettingValues): SettingProblem | undefined {
  const { AZURE_TENANT_ID: cloud, MicrosoftAppTenantId: bot } = values;
  if (cloud === undefined || bot === undefined || cloud === bot) return undefined;
  return {
    setting: 'AZURE_TENANT_ID',
    problem:
      'is another tenant than MicrosoftAppTenantId, so that people in Teams could not be matched with the groups',
    fix: `Set AZURE_TENANT_ID=${bot}, or leave it out.`,
  };
}

function checkClientId(values: SettingValues): SettingProblem | undefined {
  if (values.AZURE_CLIENT_SECRET === undefined || values.AZURE_CLIENT_ID !== undefined) return undefined;
  return {
    setting: 'AZURE_CLIENT_ID',
    problem: 'is not set, but AZURE_CLIENT_SECRET is',
    fix: 'Set AZURE_CLIENT_ID=<application id that the secret belongs to>.',
  };
}

/** Whoever can sign on this machine could otherwise act as an approver on real computers. */
function checkSignerMatchesGraph(values: SettingValues): SettingProblem | undefined {
  const { BOT_OPENID_METADATA_URL: signer, GRAPH_BASE_URL: graph } = values;
  if (values.REPAVE_MODE !== 'tenant') return undefined;
  if (signer === undefined || !isLoopbackUrl(signer)) return undefined;
  if (graph !== undefined && isLoopbackUrl(graph)) return undefined;
  return {
    setting: 'BOT_OPENID_METADATA_URL',
    problem: 'trusts a signer on this machine while GRAPH_BASE_URL is a real cloud',
    fix: 'Leave BOT_OPENID_METADATA_URL out, or point GRAPH_BASE_URL at a loopback host as well.',
  };
}

function checkServiceHost(values: SettingValues): SettingProblem | undefined {
  const { TEAMS_SERVICE_URL: service, TEAMS_SERVICE_URL_HOSTS: hosts } = values;
  if (service === undefined || hosts === undefined) return undefined;
  const { host } = new URL(service);
  if (hosts.includes(host)) return undefined;
  return {
    setting: 'TEAMS_SERVICE_URL',
    problem: `has the host ${host}, which is not in TEAMS_SERVICE_URL_HOSTS`,
    fix: `Set TEAMS_SERVICE_URL_HOSTS=${[...hosts, host].join(',')}, or leave TEAMS_SERVICE_URL out.`,
  };
}

const sandboxUrls = [
  'GRAPH_BASE_URL',
  'ARM_BASE_URL',
  'AZURE_KEY_VAULT_URL',
  'AZURE_PRICES_BASE_URL',
  'BOT_OPENID_METADATA_URL',
  'BOT_TOKEN_URL',
  'TEAMS_SERVICE_URL',
] as const;

function checkSandboxStaysHome(values: SettingValues): SettingProblem | undefined {
  if (values.REPAVE_MODE !== 'sandbox') return undefined;
  const awayUrl = sandboxUrls.find((name) => values[name] !== undefined && !isLoopbackUrl(values[name]));
  const farHost = values.TEAMS_SERVICE_URL_HOSTS?.find((host) => !isLoopbackHost(host));
  const away = awayUrl ?? (farHost === undefined ? undefined : 'TEAMS_SERVICE_URL_HOSTS');
  if (away === undefined) return undefined;
  return {
    setting: away,
    problem: 'leads out of this machine, which the sandbox never does',
    fix: `Leave ${away} out and run "npm run sandbox", or set REPAVE_MODE=tenant.`,
  };
}

/** Rules that tie settings to each other. Each looks only at what was well-formed, so all of them can be reported in one go. */
export const settingRules: readonly SettingRule[] = [
  checkPassword,
  checkGroupsDiffer,
  checkOneTenant,
  checkClientId,
  checkSignerMatchesGraph,
  checkServiceHost,
  checkSandboxStaysHome,
];

function warnSubscription(values: SettingValues): SettingProblem | undefined {
  if (values.AZURE_SUBSCRIPTION_ID !== undefined) return undefined;
  return {
    setting: 'AZURE_SUBSCRIPTION_ID',
    problem:
      'is not set: images that are already in Windows 365 can be rolled out, but source images in Azure cannot be read',
    fix: 'Set AZURE_SUBSCRIPTION_ID=<subscription of the source images>.',
  };
}

function warnSharedIdentity(values: SettingValues): SettingProblem | undefined {
  if (values.AZURE_CLIENT_ID === undefined || values.AZURE_CLIENT_ID !== values.MicrosoftAppId) return undefined;
  return {
    setting: 'AZURE_CLIENT_ID',
    problem: 'is the app of the bot: who steals the bot secret can then also wipe Cloud PCs',
    fix: 'Register a second app for Graph and Azure and set AZURE_CLIENT_ID=<its application id>.',
  };
}

/** What works but deserves a line in the log at start. */
export const settingWarnings: readonly SettingRule[] = [warnSubscription, warnSharedIdentity];
