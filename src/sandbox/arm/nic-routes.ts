import { z } from 'zod';
import type { Route, SandboxResponse } from '../router.ts';
import type { Tenant } from '../tenant.ts';
import { azureId } from '../world/azure-ids.ts';
import { checkNicFree, checkPublicIpFree, createNic, removeNic, removePublicIp } from '../world/azure-network.ts';
import { invalid } from '../world/azure-problem.ts';
import { deleteResource } from '../world/azure-removal.ts';
import type { Nic, PublicIp } from '../world/azure-resources.ts';
import { createArmRoutes, ok, readParam, type Call } from './arm-route.ts';
import { describeBase, GONE, inGroup } from './describe.ts';
import { accept } from './lro.ts';
import { readBody, reference, regionSchema, tagsSchema } from './read-body.ts';

const NICS = '/resourceGroups/{group}/providers/Microsoft.Network/networkInterfaces';
const PUBLIC_IP = '/resourceGroups/{group}/providers/Microsoft.Network/publicIPAddresses/{name}';

/** Network cards and public addresses, most of which are made together with a machine. */
export function createNicRoutes(tenant: Tenant): Route[] {
  const { azure } = tenant;
  const on = createArmRoutes(tenant, 'network');
  return [
    on('GET', NICS, (call) => ok({ value: inGroup(azure.list('nic'), call.group).map((nic) => describeNic(nic)) })),
    on('GET', `${NICS}/{name}`, (call) => ok(describeNic(azure.expect('nic', readId(call, 'nic'))))),
    on('PUT', `${NICS}/{name}`, putNic),
    on('DELETE', `${NICS}/{name}`, deleteNic),
    on('GET', PUBLIC_IP, (call) => ok(describePublicIp(azure.expect('public-ip', readId(call, 'public-ip'))))),
    on('DELETE', PUBLIC_IP, deletePublicIp),
  ];
}

function readId(call: Call, kind: 'nic' | 'public-ip'): string {
  return azureId(kind, { group: call.group, name: readParam(call, 'name') });
}

const nicSchema = z.object({
  location: regionSchema,
  tags: tagsSchema,
  properties: z.object({
    ipConfigurations: z
      .array(z.object({ name: z.string().min(1), properties: z.object({ subnet: reference }) }))
      .length(1),
  }),
});

function putNic(call: Call): SandboxResponse {
  const { tenant, group } = call;
  const { location, tags, properties } = readBody(call, nicSchema);
  const [configuration] = properties.ipConfigurations;
  if (!configuration) throw invalid('ipConfigurations must have one entry.');
  const existing = tenant.azure.find('nic', readId(call, 'nic'));
  if (existing) {
    existing.tags = tags;
    return ok(describeNic(existing));
  }
  const nic = createNic(tenant.azure, {
    ...{ group, name: readParam(call, 'name'), location, tags, ipConfiguration: configuration.name },
    ...{ subnetId: configuration.properties.subnet.id, machineId: null, now: tenant.clock.now() },
  });
  return { status: 201, body: describeNic(nic) };
}

function deleteNic(call: Call): SandboxResponse {
  const { tenant, request } = call;
  const nic = tenant.azure.find('nic', readId(call, 'nic'));
  if (!nic) return GONE;
  checkNicFree(nic);
  const remove = (at: number) => removeNic(tenant.azure, nic, at);
  return accept(call, deleteResource(tenant, nic, { request, remove }), { status: 202 });
}

function deletePublicIp(call: Call): SandboxResponse {
  const { tenant, request } = call;
  const publicIp = tenant.azure.find('public-ip', readId(call, 'public-ip'));
  if (!publicIp) return GONE;
  checkPublicIpFree(publicIp);
  const remove = (at: number) => removePublicIp(tenant.azure, publicIp, at);
  return accept(call, deleteResource(tenant, publicIp, { request, remove }), { status: 202 });
}

function describeNic(nic: Nic): unknown {
  const { machineId, publicIpId, subnetId, privateIp, ipConfiguration } = nic;
  return {
    ...describeBase(nic),
    properties: {
      provisioningState: nic.state,
      ...(machineId === null ? {} : { virtualMachine: { id: machineId }, primary: true }),
      ipConfigurations: [
        {
          id: `${nic.id}/ipConfigurations/${ipConfiguration}`,
          name: ipConfiguration,
          properties: {
            provisioningState: 'Succeeded',
            privateIPAddress: privateIp,
            privateIPAllocationMethod: 'Dynamic',
            primary: true,
            subnet: { id: subnetId },
            ...(publicIpId === null ? {} : { publicIPAddress: { id: publicIpId } }),
          },
        },
      ],
    },
  };
}

function describePublicIp(publicIp: PublicIp): unknown {
  return {
    ...describeBase(publicIp),
    sku: { name: publicIp.sku },
    properties: {
      provisioningState: publicIp.state,
      ipAddress: publicIp.address,
      publicIPAllocationMethod: publicIp.method,
      publicIPAddressVersion: 'IPv4',
      deleteOption: publicIp.deleteOption,
    },
  };
}
