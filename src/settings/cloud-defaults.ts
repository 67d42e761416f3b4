import { isLoopbackUrl } from './schema.ts';
import type { SettingValues } from './schema.ts';

/** What a Microsoft cloud brings besides the addresses that settings can change. */
export interface CloudFacts {
  /** Entra sign-in host, https://… without a path. */
  readonly authorityHost: string;
  /** `iss` of what Teams sends; also the scope, with /.default, of what the bot sends. */
  readonly botAudience: string;
  readonly addresses: SettingValues;
}

// Addresses: learn.microsoft.com, "National cloud deployments" (Graph, Entra), "Azure Government developer guide" (ARM),
// "Configure Bot Framework bots for US Government customers" and "Send proactive messages" (Teams, GCC High and DoD);
// "Azure Retail Prices overview": one host lists the regions of both clouds.
const globalCloud: CloudFacts = {
  authorityHost: 'https://login.microsoftonline.com',
  botAudience: 'https://api.botframework.com',
  addresses: {
    GRAPH_BASE_URL: 'https://graph.microsoft.com',
    ARM_BASE_URL: 'https://management.azure.com',
    AZURE_PRICES_BASE_URL: 'https://prices.azure.com',
    BOT_OPENID_METADATA_URL: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
    TEAMS_SERVICE_URL_HOSTS: ['smba.trafficmanager.net'],
    TEAMS_SERVICE_URL: 'https://smba.trafficmanager.net/teams/',
  },
};

const usGovernmentCloud: CloudFacts = {
  authorityHost: 'https://login.microsoftonline.us',
  botAudience: 'https://api.botframework.us',
  addresses: {
    GRAPH_BASE_URL: 'https://graph.microsoft.us',
    ARM_BASE_URL: 'https://management.usgovcloudapi.net',
    AZURE_PRICES_BASE_URL: 'https://prices.azure.com',
    BOT_OPENID_METADATA_URL: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
    TEAMS_SERVICE_URL_HOSTS: ['smba.infra.gov.teams.microsoft.us', 'smba.infra.dod.teams.microsoft.us'],
    TEAMS_SERVICE_URL: 'https://smba.infra.gov.teams.microsoft.us/teams/',
  },
};

/** The facts of a cloud by its name in REPAVE_CLOUD. */
export function getCloudFacts(cloud: 'global' | 'usgov'): CloudFacts {
  return cloud === 'usgov' ? usGovernmentCloud : globalCloud;
}

/** Adds the addresses of the cloud where none was set, and the token endpoint of the tenant. */
export function withCloudAddresses(values: SettingValues): SettingValues {
  const { authorityHost, addresses } = getCloudFacts(values.REPAVE_CLOUD ?? 'global');
  const merged = { ...addresses, ...values };
  if (!mayStartConversations(values, merged)) delete merged.TEAMS_SERVICE_URL;
  if (!mayAskPrices(values)) delete merged.AZURE_PRICES_BASE_URL;
  if (merged.BOT_TOKEN_URL === undefined && merged.MicrosoftAppTenantId !== undefined) {
    merged.BOT_TOKEN_URL = `${authorityHost}/${merged.MicrosoftAppTenantId}/oauth2/v2.0/token`;
  }
  return merged;
}

/** The default service address is used only where its host is allowed; one that was set stays, for the rules to judge. */
function mayStartConversations(given: SettingValues, merged: SettingValues): boolean {
  if (given.TEAMS_SERVICE_URL !== undefined || merged.TEAMS_SERVICE_URL === undefined) return true;
  return merged.TEAMS_SERVICE_URL_HOSTS?.includes(new URL(merged.TEAMS_SERVICE_URL).host) ?? false;
}

/** Machines of a make-believe Azure have no price in the real one, and a set-up on loopback stays at home. */
function mayAskPrices({ AZURE_PRICES_BASE_URL: prices, ARM_BASE_URL: arm }: SettingValues): boolean {
  return prices !== undefined || arm === undefined || !isLoopbackUrl(arm);
}
