import { createArmWorkshop } from '../../src/adapters/arm-workshop.ts';
import { createManualClock } from '../../src/sandbox/clock.ts';
import { SANDBOX_SUBSCRIPTION_ID } from '../../src/sandbox/ids.ts';
import { createSandboxServers } from '../../src/sandbox/server.ts';
import { createTenant } from '../../src/sandbox/tenant.ts';
import { createContractChecker } from '../support/contracts.ts';

const START = Date.parse('2026-11-23T08:00:00Z');

export const GROUP = 'rg-golden-images';
export const PLACE = { subscriptionId: SANDBOX_SUBSCRIPTION_ID, resourceGroup: GROUP, region: 'westeurope' };
export const BUILD = 'b0123456-7890-abcd';

const NETWORK = `/subscriptions/${SANDBOX_SUBSCRIPTION_ID}/resourceGroups/rg-network/providers/Microsoft.Network`;
export const SUBNET = `${NETWORK}/virtualNetworks/vnet-build/subnets/snet-images`;

export const OFFER = {
  kind: 'marketplace',
  publisher: 'MicrosoftWindowsDesktop',
  offer: 'windows-ent-cpc',
  sku: 'win11-25h2-ent-cpc',
} as const;

/** The workshop against a tenant of its own, over HTTP, with a clock that is turned by hand. */
export async function openWorkshop() {
  const clock = createManualClock(START);
  const tenant = createTenant({ clock, seed: 1 });
  const servers = await createSandboxServers({ tenant });
  const sleep = () => Promise.resolve();
  const workshop = createArmWorkshop({ baseUrl: servers.armUrl, cloud: 'global', credential: undefined, sleep });
  return {
    clock,
    tenant,
    servers,
    workshop,
    /** Lets so many minutes go by in Azure. */
    pass: (minutes: number) => clock.advanceTo(clock.now() + minutes * 60_000),
    requests: (method: string) => servers.exchanges.list().filter((exchange) => exchange.method === method),
    [Symbol.asyncDispose]: () => servers.close(),
  };
}

/** What the published contracts find wrong with everything that was said; nothing when they are not at hand. */
export function contractProblems(servers: Awaited<ReturnType<typeof createSandboxServers>>): string[] {
  const dir = process.env['REPAVE_CONTRACTS_DIR'];
  if (dir === undefined || dir === '') return [];
  const checker = createContractChecker(dir);
  return servers.exchanges.list().flatMap((exchange) => checker.check(exchange));
}
