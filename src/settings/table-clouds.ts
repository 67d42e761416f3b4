import type { Setting } from './setting.ts';

const GUID = '00000000-0000-0000-0000-000000000000';

/** Where the clouds are found; all of it follows from REPAVE_CLOUD unless it is said. */
export const clouds: readonly Setting[] = [
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
