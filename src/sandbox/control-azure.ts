import { route, type Route, type SandboxRequest, type SandboxResponse } from './router.ts';
import type { Tenant } from './tenant.ts';
import type { ImportFault } from './world/faults.ts';
import type { SysprepFate, WindowsGuest } from './world/windows-guest.ts';

const FATES: readonly SysprepFate[] = ['as-it-is', 'appx', 'bitlocker', 'hang', 'defender'];
const IMPORTS: readonly ImportFault[] = ['fail-internal', 'slow', 'stuck'];

/** For people and other processes: what stands in Azure, and what shall go wrong with images. */
export function createAzureRoutes(tenant: Tenant): Route[] {
  return [
    route('GET', '/sandbox/azure', () => answer(tenant)),
    route('POST', '/sandbox/azure', (request) => {
      const problem = change(tenant, request);
      return problem === undefined ? answer(tenant) : { status: 400, body: { error: problem } };
    }),
  ];
}

function answer({ azure, azureAccess }: Tenant): SandboxResponse {
  return { status: 200, body: { resources: azure.resources(), history: azure.history, ...azureAccess } };
}

type Problem = { readonly code: 'badRequest'; readonly message: string };

/** `{windows365CanRead}`, `{nextImport}`, and `{machine, nextSysprep}`: how the next sysprep of that machine or its copy ends. */
function change(tenant: Tenant, { body }: SandboxRequest): Problem | undefined {
  const wanted = typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
  const { windows365CanRead, machine, nextSysprep, nextImport } = wanted;
  if (typeof windows365CanRead === 'boolean') tenant.azureAccess.windows365CanRead = windows365CanRead;
  const fault = IMPORTS.find((kind) => kind === nextImport);
  if (fault) tenant.faults.nextImport(fault);
  else if (nextImport !== undefined) return refuse(`nextImport must be one of ${IMPORTS.join(', ')}.`);
  if (nextSysprep === undefined) return undefined;
  const fate = FATES.find((kind) => kind === nextSysprep);
  const guest = findGuest(tenant, machine);
  if (!fate || !guest) return refuse(`machine must be the name of one, nextSysprep one of ${FATES.join(', ')}.`);
  guest.nextSysprep = fate;
  return undefined;
}

function refuse(message: string): Problem {
  return { code: 'badRequest', message };
}

function findGuest({ azure }: Tenant, name: unknown): WindowsGuest | null | undefined {
  const machine = azure.list('machine').find((each) => each.name === name);
  return machine && azure.find('disk', machine.osDiskId)?.guest;
}
