import { z } from 'zod';
import { Failure } from '../workflow/failure.ts';
import type { QuotaLine, SizeLine, Workshop } from '../workflow/ports-images.ts';
import type { ArmCalls } from './arm-calls.ts';

type Market = Pick<Workshop, 'listOffers' | 'listSkus' | 'listVersions' | 'listSizes' | 'readQuota'>;

/** What can be had in a region: Marketplace images, machine sizes, and cores that are left. */
export function createArmMarket(calls: ArmCalls): Market {
  return {
    listOffers: ({ subscriptionId, region, publisher }) =>
      names(calls, `list offers of ${publisher}`, (limit) =>
        calls.clientFor(subscriptionId).virtualMachineImages.listOffers(region, publisher, limit),
      ),
    listSkus: ({ subscriptionId, region, publisher, offer }) =>
      names(calls, `list SKUs of ${publisher}/${offer}`, (limit) =>
        calls.clientFor(subscriptionId).virtualMachineImages.listSkus(region, publisher, offer, limit),
      ),
    async listVersions({ subscriptionId, region, publisher, offer, sku }) {
      const found = await names(calls, `list versions of ${publisher}/${offer}/${sku}`, (limit) =>
        calls.clientFor(subscriptionId).virtualMachineImages.list(region, publisher, offer, sku, limit),
      );
      return found.toSorted((a, b) => compareVersions(b, a));
    },
    async listSizes(ask) {
      const sizes = await readSizes(calls, ask);
      return sizes.filter(mayServe).map(toSizeLine).toSorted(bySize);
    },
    async readQuota({ size, ...ask }) {
      const attempted = `look at the quota for ${size}`;
      const [sizes, usages] = await Promise.all([readSizes(calls, ask), readUsages(calls, ask)]);
      const wanted = sizes.find(({ name }) => name.toLowerCase() === size.toLowerCase());
      if (wanted === undefined) throw new Failure('SizeNotInRegion', attempted);
      return tightest(usages, wanted, attempted);
    },
  };
}

type Where = { readonly subscriptionId: string; readonly region: string };

const named = z.array(z.object({ name: z.string() }));

async function names(
  calls: ArmCalls,
  attempted: string,
  ask: Parameters<typeof calls.find<unknown>>[1],
): Promise<readonly string[]> {
  const found = await calls.find(attempted, async (limit) => named.parse(await ask(limit)));
  return (found ?? []).map(({ name }) => name);
}

/** Part by part as numbers: "26100.10" is newer than "26100.9". */
function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

const sizeSchema = z.object({
  resourceType: z.string().catch(''),
  name: z.string().catch(''),
  family: z.string().catch(''),
  capabilities: z.array(z.object({ name: z.string(), value: z.string() })).catch([]),
  restrictions: z.array(z.object({ type: z.string().catch(''), reasonCode: z.string().catch('') })).catch([]),
});

type Size = z.infer<typeof sizeSchema>;

async function readSizes(calls: ArmCalls, { subscriptionId, region }: Where): Promise<readonly Size[]> {
  const filter = `location eq '${region.replaceAll("'", '')}'`;
  const rows = await calls.list(`list machine sizes in ${region}`, (limit) =>
    calls.clientFor(subscriptionId).resourceSkus.list({ filter, ...limit }),
  );
  return rows.map((row) => sizeSchema.parse(row)).filter(({ resourceType }) => resourceType === 'virtualMachines');
}

/** Windows 11 wants two cores and 4 GB; more than 16 cores is not for one person who installs programs. */
const CORES = { least: 2, most: 16 };
const LEAST_MEMORY_GB = 4;

function mayServe(size: Size): boolean {
  const { cores, memoryGb } = toSizeLine(size);
  const isX64 = (capability(size, 'CpuArchitectureType') ?? 'x64').toLowerCase() === 'x64';
  const hasGraphics = Number(capability(size, 'GPUs') ?? 0) > 0;
  return isX64 && !hasGraphics && cores >= CORES.least && cores <= CORES.most && memoryGb >= LEAST_MEMORY_GB;
}

/** Capabilities by name ("Resource SKUs"); restrictions of single zones do not matter, because the machine asks for none. */
function toSizeLine(size: Size): SizeLine {
  const generation2 = (capability(size, 'HyperVGenerations') ?? '').split(',').includes('V2');
  const isBarred = capability(size, 'TrustedLaunchDisabled')?.toLowerCase() === 'true';
  return {
    name: size.name,
    cores: Number(capability(size, 'vCPUs') ?? 0),
    memoryGb: Number(capability(size, 'MemoryGB') ?? 0),
    restriction: size.restrictions.find(({ type }) => type === 'Location')?.reasonCode ?? '',
    generation2,
    trustedLaunch: generation2 && !isBarred,
  };
}

function capability({ capabilities }: Size, wanted: string): string | undefined {
  return capabilities.find(({ name }) => name === wanted)?.value;
}

function bySize(a: SizeLine, b: SizeLine): number {
  return a.cores - b.cores || a.memoryGb - b.memoryGb || a.name.localeCompare(b.name, 'en', { numeric: true });
}

const usageSchema = z.object({
  currentValue: z.number(),
  limit: z.number(),
  name: z.object({ value: z.string().catch(''), localizedValue: z.string().catch('') }),
});

type Usage = z.infer<typeof usageSchema>;

async function readUsages(calls: ArmCalls, { subscriptionId, region }: Where): Promise<readonly Usage[]> {
  const rows = await calls.list(`list quotas in ${region}`, (limit) =>
    calls.clientFor(subscriptionId).usage.list(region, limit),
  );
  return rows.map((row) => usageSchema.parse(row));
}

/** Two quotas count for every machine: that of the size's family, and all cores of the region. The one with less room decides. */
function tightest(usages: readonly Usage[], size: Size, attempted: string): QuotaLine {
  const wanted = [size.family.toLowerCase(), 'cores'];
  const [first] = usages
    .filter(({ name }) => wanted.includes(name.value.toLowerCase()))
    .toSorted((a, b) => a.limit - a.currentValue - (b.limit - b.currentValue));
  if (first === undefined) throw new Failure('QuotaNotFound', attempted);
  const { name, currentValue: used, limit } = first;
  return { name: name.localizedValue || name.value, used, limit, needed: toSizeLine(size).cores };
}
