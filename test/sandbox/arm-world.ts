import { SANDBOX_SUBSCRIPTION_ID } from '../../src/sandbox/ids.ts';
import { BUILD_GROUP } from '../../src/sandbox/world/azure-stock.ts';
import { STOCK_SUBNET_ID } from '../../src/sandbox/world/azure-stock-machines.ts';
import type { WindowsGuest } from '../../src/sandbox/world/windows-guest.ts';
import { createContractChecker } from '../support/contracts.ts';
import { withSandbox, type Answer, type OpenSandbox } from '../support/sandbox.ts';

const contracts = process.env['REPAVE_CONTRACTS_DIR'];
const checker = contracts === undefined ? undefined : createContractChecker(contracts);

export const GROUP = `/subscriptions/${SANDBOX_SUBSCRIPTION_ID}/resourceGroups/${BUILD_GROUP}`;
export const GOLDEN = `/subscriptions/${SANDBOX_SUBSCRIPTION_ID}/resourceGroups/rg-golden-images`;
export const COMPUTE = '/providers/Microsoft.Compute';
export const MACHINE = `${GROUP}${COMPUTE}/virtualMachines/vm-one`;
export const GALLERY = `${GOLDEN}${COMPUTE}/galleries/galGoldenImages`;

/** What tests ask of Azure: by full id, with the version of the family put in. */
export type AzureTest = OpenSandbox & {
  readonly send: (method: string, id: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  /** Lets time pass, one event after the other. */
  readonly pass: (minutes: number) => void;
  /** Sends, expects an acceptance, and lets an hour pass. */
  readonly done: (method: string, id: string, body?: unknown) => Promise<void>;
  readonly guestOf: (machineId: string) => WindowsGuest;
};

/** Opens a sandbox in which every exchange with Azure must fit the contracts, where those are at hand. */
export async function withAzure(use: (azure: AzureTest) => Promise<void>): Promise<void> {
  const problems: string[] = [];
  await withSandbox(async (sandbox) => {
    sandbox.servers.exchanges.subscribe((exchange) => problems.push(...(checker?.check(exchange) ?? [])));
    await use(withVerbs(sandbox));
  });
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

function withVerbs(sandbox: OpenSandbox): AzureTest {
  const { tenant, clock, arm } = sandbox;
  function send(method: string, id: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const separator = id.includes('?') ? '&' : '?';
    const path = `${id.slice(1)}${separator}api-version=${versionOf(id)}`;
    return arm(path, { method, headers, ...(body === undefined ? {} : { body }) });
  }
  function pass(minutes: number): void {
    clock.advanceTo(clock.now() + minutes * 60_000);
    tenant.step();
  }
  async function done(method: string, id: string, body?: unknown): Promise<void> {
    const answer = await send(method, id, body);
    if (answer.status >= 300) throw new Error(`${method} ${id}: ${answer.status} ${JSON.stringify(answer.body)}`);
    pass(60);
  }
  function guestOf(machineId: string): WindowsGuest {
    const { guest } = tenant.azure.expect('disk', tenant.azure.expect('machine', machineId).osDiskId);
    if (!guest) throw new Error('the machine has no Windows');
    return guest;
  }
  return { ...sandbox, send, pass, done, guestOf };
}

function versionOf(id: string): string {
  if (id.includes('/Microsoft.Network/')) return '2026-01-01';
  if (/\/(disks|snapshots)(\/|\?|$)/.test(id)) return '2026-03-02';
  return id.includes('/galleries') ? '2025-12-03' : '2026-04-01';
}

type MachineWish = {
  readonly securityProfile?: unknown;
  readonly size?: string;
  readonly sku?: string;
  readonly offer?: string;
  readonly subnetId?: string;
  readonly location?: string;
  readonly deleteOption?: 'Delete' | 'Detach';
};

export const TAGS = { 'repave-build': 'build-1' };
export const STANDARD = { securityType: 'Standard' };
export const TRUSTED = { securityType: 'TrustedLaunch', uefiSettings: { secureBootEnabled: true, vTpmEnabled: true } };

/** The body of a machine with one network card and a public address. */
export function machineBody({ deleteOption = 'Delete', ...wish }: MachineWish = {}): unknown {
  return {
    location: wish.location ?? 'westeurope',
    tags: TAGS,
    properties: {
      hardwareProfile: { vmSize: wish.size ?? 'Standard_D4ds_v5' },
      ...(wish.securityProfile === undefined ? {} : { securityProfile: wish.securityProfile }),
      licenseType: 'Windows_Client',
      storageProfile: {
        imageReference: {
          publisher: 'MicrosoftWindowsDesktop',
          offer: wish.offer ?? 'windows-ent-cpc',
          sku: wish.sku ?? 'win11-25h2-ent-cpc',
          version: 'latest',
        },
        osDisk: { name: 'vm-one-os', createOption: 'FromImage', deleteOption },
      },
      osProfile: { computerName: 'vm-one', adminUsername: 'builder', adminPassword: 'Correct-horse-1' },
      networkProfile: {
        networkApiVersion: '2022-11-01',
        networkInterfaceConfigurations: [networkCard(wish.subnetId ?? STOCK_SUBNET_ID, deleteOption)],
      },
      diagnosticsProfile: { bootDiagnostics: { enabled: true } },
    },
  };
}

function networkCard(subnetId: string, deleteOption: string): unknown {
  const publicIp = { name: 'vm-one-ip', sku: { name: 'Standard' }, tags: TAGS, properties: { deleteOption } };
  const properties = { subnet: { id: subnetId }, primary: true, publicIPAddressConfiguration: publicIp };
  return {
    name: 'vm-one-nic',
    tags: TAGS,
    properties: { primary: true, deleteOption, ipConfigurations: [{ name: 'ipconfig', properties }] },
  };
}

/** The body of a machine that boots from a disk. */
export function copyBody(diskId: string, securityProfile: unknown = STANDARD): unknown {
  return {
    location: 'westeurope',
    tags: TAGS,
    properties: {
      hardwareProfile: { vmSize: 'Standard_D4ds_v5' },
      securityProfile,
      storageProfile: {
        osDisk: { createOption: 'Attach', osType: 'Windows', deleteOption: 'Delete', managedDisk: { id: diskId } },
      },
      networkProfile: { networkInterfaces: [] },
    },
  };
}

/** The body of a copy of a disk or snapshot. */
export function volumeBody(sourceResourceId: string): unknown {
  const creationData = { createOption: 'Copy', sourceResourceId };
  return { location: 'westeurope', tags: TAGS, properties: { creationData } };
}

export function imageBody(machineId: string): unknown {
  const properties = { sourceVirtualMachine: { id: machineId }, hyperVGeneration: 'V2' };
  return { location: 'westeurope', tags: TAGS, properties };
}

export function versionBody(virtualMachineId: string): unknown {
  return {
    location: 'westeurope',
    tags: TAGS,
    properties: {
      publishingProfile: { targetRegions: [{ name: 'West Europe', regionalReplicaCount: 1 }], replicationMode: 'Full' },
      storageProfile: { source: { virtualMachineId } },
    },
  };
}

export function runBody(script: string, more: Record<string, unknown> = {}): unknown {
  return { location: 'westeurope', properties: { source: { script }, timeoutInSeconds: 3600, ...more } };
}

export const SYSPREP = '# repave:sysprep 1\nparam()\n';

/** A value deep in an answer, by the names on the way; numbers find the place in a list. */
export function dig(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((found, key) => (found as Record<string | number, unknown> | undefined)?.[key], value);
}

/** Codes of all statuses in an instance view. */
export function codesOf({ body }: Answer): string[] {
  const statuses = dig(body, 'statuses') ?? dig(body, 'properties', 'instanceView', 'statuses');
  return (statuses as { code: string }[]).map(({ code }) => code);
}
