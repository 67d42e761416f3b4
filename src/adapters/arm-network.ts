import { z } from 'zod';
import type { MachineState, ResourceRef } from '../domain/build/resources.ts';
import type { SubnetLine, Workshop } from '../workflow/ports-images.ts';
import type { ArmCalls } from './arm-calls.ts';
import { fromArmId, groupOf, toArmId } from './arm-ids.ts';
import { isAbsent, refuse } from './arm-trouble.ts';

/** Of Microsoft.Network; few calls, so its SDK of 64 MB stays away. */
const API_VERSION = 'api-version=2026-01-01';

const tags = z.record(z.string(), z.string()).catch({});
const anId = z.object({ id: z.string() }).nullable().catch(null);

const ipConfiguration = z.object({
  properties: z
    .object({
      primary: z.boolean().catch(false),
      privateIPAddress: z.string().nullable().catch(null),
      publicIPAddress: anId,
      subnet: anId,
    })
    .catch({ primary: false, privateIPAddress: null, publicIPAddress: null, subnet: null }),
});

/** A network card or a public address: what both have, and what either has of its own. */
const networkThing = z.object({
  id: z.string(),
  tags,
  properties: z
    .object({
      provisioningState: z.string().catch('Succeeded'),
      ipAddress: z.string().nullable().catch(null),
      ipConfigurations: z.array(ipConfiguration).catch([]),
    })
    .catch({ provisioningState: 'Succeeded', ipAddress: null, ipConfigurations: [] }),
});

export type NetworkThing = z.infer<typeof networkThing>;

const network = z.object({
  id: z.string(),
  name: z.string(),
  location: z.string(),
  properties: z.object({
    subnets: z
      .array(
        z.object({
          id: z.string(),
          name: z.string(),
          properties: z.object({ ipConfigurations: z.array(z.object({ id: z.string() })).catch([]) }).catch({
            ipConfigurations: [],
          }),
        }),
      )
      .catch([]),
  }),
});

export type Network = z.infer<typeof network>;

/** A network card or public address; undefined when it is not there. */
export async function findNetworkThing(calls: ArmCalls, ref: ResourceRef): Promise<NetworkThing | undefined> {
  const attempted = `look at ${ref.kind} ${ref.name}`;
  return calls.read(attempted, async () => {
    const answer = await calls.rest.send({ method: 'GET', path: toPath(toArmId(ref)), attempted });
    if (answer.ok) return networkThing.parse(answer.body);
    if (isAbsent(answer)) return undefined;
    throw refuse(answer, attempted);
  });
}

export async function removeNetworkThing(calls: ArmCalls, ref: ResourceRef): Promise<void> {
  const attempted = `remove ${ref.kind} ${ref.name}`;
  const answer = await calls.rest.send({ method: 'DELETE', path: toPath(toArmId(ref)), attempted });
  if (!answer.ok && answer.status !== 404) throw refuse(answer, attempted);
}

export function listNics(calls: ArmCalls, place: { subscriptionId: string; resourceGroup: string }) {
  const root = `/subscriptions/${place.subscriptionId}/resourceGroups/${place.resourceGroup}/providers`;
  return listAll(calls, {
    path: `${root}/Microsoft.Network/networkInterfaces`,
    item: networkThing,
    attempted: 'list network cards',
  });
}

/** All networks of a subscription; none when the identity may not see any. */
export async function listNetworks(calls: ArmCalls, subscriptionId: string): Promise<readonly Network[]> {
  const path = `/subscriptions/${subscriptionId}/providers/Microsoft.Network/virtualNetworks`;
  return listAll(calls, { path, item: network, attempted: 'list networks' });
}

export function subnetsOf({ id, name, location, properties }: Network): SubnetLine[] {
  return properties.subnets.map((subnet) => ({
    id: subnet.id,
    network: name,
    name: subnet.name,
    region: location,
    resourceGroup: groupOf(id) ?? '',
  }));
}

/** What cannot be read is null, because addresses are only shown. */
export function createArmAddresses(calls: ArmCalls): Pick<Workshop, 'readAddresses'> {
  return {
    async readAddresses(machine) {
      const first = firstConfiguration(await orNull(firstCard(calls, machine)));
      if (first === undefined) return { privateIp: null, publicIp: null, subnetId: null };
      const publicIp = await readPublicIp(calls, first.publicIPAddress?.id);
      return { privateIp: first.privateIPAddress, publicIp, subnetId: first.subnet?.id ?? null };
    },
  };
}

function firstConfiguration(card: NetworkThing | null) {
  const all = card?.properties.ipConfigurations.map(({ properties }) => properties) ?? [];
  return all.find(({ primary }) => primary) ?? all[0];
}

async function readPublicIp(calls: ArmCalls, id: string | undefined): Promise<string | null> {
  const ref = fromArmId(id ?? '');
  const address = ref === undefined ? null : await orNull(findNetworkThing(calls, ref));
  return address?.properties.ipAddress ?? null;
}

async function firstCard(calls: ArmCalls, { nicIds }: MachineState): Promise<NetworkThing | undefined> {
  const ref = fromArmId(nicIds[0] ?? '');
  return ref === undefined ? undefined : findNetworkThing(calls, ref);
}

async function orNull<T>(asked: Promise<T | undefined>): Promise<T | null> {
  try {
    return (await asked) ?? null;
  } catch {
    return null;
  }
}

interface ListAsk<T> {
  readonly path: string;
  readonly item: z.ZodType<T>;
  readonly attempted: string;
}

async function listAll<T>(calls: ArmCalls, { path, item, attempted }: ListAsk<T>): Promise<readonly T[]> {
  const page = z.object({ value: z.array(item), nextLink: z.string().nullish() });
  const found: T[] = [];
  for (let next: string | null = toPath(path); next !== null; ) {
    const asked = next;
    const { value, nextLink } = await calls.read(attempted, async () => {
      const answer = await calls.rest.send({ method: 'GET', path: asked, attempted });
      if (answer.ok) return page.parse(answer.body);
      if (isAbsent(answer)) return { value: [], nextLink: null };
      throw refuse(answer, attempted);
    });
    found.push(...value);
    next = toNextPath(nextLink, asked);
  }
  return found;
}

/** Only path and query of the link: the token goes to the same host again and nowhere else. */
function toNextPath(link: string | null | undefined, asked: string): string | null {
  if (link === null || link === undefined || link === '' || !URL.canParse(link)) return null;
  const { pathname, search } = new URL(link);
  const next = `${pathname}${search}`;
  return next === asked ? null : next;
}

function toPath(id: string): string {
  return `${encodeURI(id)}?${API_VERSION}`;
}
