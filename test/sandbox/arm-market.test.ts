import { expect, test } from '@jest/globals';
import { SANDBOX_SUBSCRIPTION_ID } from '../../src/sandbox/ids.ts';
import { findSubnet } from '../../src/sandbox/world/networks.ts';
import { STOCK_SUBNET_ID } from '../../src/sandbox/world/azure-stock-machines.ts';
import type { OpenSandbox } from '../support/sandbox.ts';
import { withCheckedSandbox } from './checked-sandbox.ts';

const SUBSCRIPTION = `subscriptions/${SANDBOX_SUBSCRIPTION_ID}`;
const PROVIDER = `${SUBSCRIPTION}/providers/Microsoft.Compute`;
const OFFERS = `${PROVIDER}/locations/westeurope/publishers/microsoftwindowsdesktop/artifacttypes/vmimage/offers`;

type Row = Record<string, unknown> & { name: string };

async function readRows({ arm }: OpenSandbox, path: string): Promise<Row[]> {
  return (await arm(`${OFFERS}${path}${path.includes('?') ? '&' : '?'}api-version=2026-04-01`)).body as Row[];
}

async function readVersion(sandbox: OpenSandbox, path: string): Promise<Record<string, unknown>> {
  const { arm } = sandbox;
  const [offer, sku, version] = path.split('/');
  const answer = await arm(`${OFFERS}/${offer}/skus/${sku}/versions/${version}?api-version=2026-04-01`);
  return { status: answer.status, ...(answer.body as { properties?: Record<string, unknown> }).properties };
}

/** All rows of a paged list, and how many pages there were. */
async function readPages({ arm, servers }: OpenSandbox, path: string): Promise<{ rows: Row[]; pages: number }> {
  const rows: Row[] = [];
  let pages = 0;
  for (let next: string | undefined = path; next !== undefined; pages += 1) {
    const { value, nextLink } = (await arm(next)).body as { value: Row[]; nextLink?: string };
    rows.push(...value);
    next = nextLink?.replace(`${servers.armUrl}/`, '');
  }
  return { rows, pages };
}

test('offers, SKUs and versions are listed, the newest version first when asked', async () => {
  await withCheckedSandbox(async (sandbox) => {
    const offers = (await readRows(sandbox, '')).map(({ name }) => name);
    expect(offers).toEqual(['windows-11', 'windows-10', 'windows-ent-cpc', 'office-365', 'windows-11-cad']);
    const skus = (await readRows(sandbox, '/windows-ent-cpc/skus')).map(({ name }) => name);
    expect(skus).toContain('win11-25h2-ent-cpc-m365');
    const versions = '/windows-11/skus/win11-25h2-ent/versions';
    const [oldest, newest] = (await readRows(sandbox, versions)).map(({ name }) => name);
    expect((await readRows(sandbox, `${versions}?$top=1&$orderby=name%20desc`)).map(({ name }) => name)).toEqual([
      newest,
    ]);
    expect(oldest).not.toBe(newest);
  });
});

test.each([
  ['windows-11/win11-25h2-ent/26200.6584.250915', { hyperVGeneration: 'V2', architecture: 'x64' }],
  ['windows-10/win10-22h2-ent/19045.6332.250906', { hyperVGeneration: 'V1' }],
  ['windows-11/win11-24h2-ent/26100.4349.250607', { imageDeprecationStatus: { imageState: 'Deprecated' } }],
  [
    'windows-10/win10-22h2-ent-g2/19045.6332.250906',
    { imageDeprecationStatus: { imageState: 'ScheduledForDeprecation' } },
  ],
  [
    'windows-11-cad/win11-25h2-ent-cad/26200.6584.250915',
    { plan: expect.objectContaining({ product: 'windows-11-cad' }) },
  ],
  ['windows-11/win11-25h2-ent/1.0.0', { status: 404 }],
  ['windows-11/none/1.0.0', { status: 404 }],
])('the Marketplace tells of %s what stands for and against it', async (path, expected) => {
  await withCheckedSandbox(async (sandbox) => {
    expect(await readVersion(sandbox, path)).toMatchObject(expected);
  });
});

test('only Windows of the second generation can be started as Trusted Launch', async () => {
  await withCheckedSandbox(async (sandbox) => {
    const security = { name: 'SecurityType', value: 'TrustedLaunchSupported' };
    const second = await readVersion(sandbox, 'windows-11/win11-25h2-ent/26200.6584.250915');
    expect(second['features']).toContainEqual(security);
    const first = await readVersion(sandbox, 'windows-10/win10-22h2-ent/19045.6332.250906');
    expect(first['features']).not.toContainEqual(security);
  });
});

test('an unknown region, publisher, offer or subscription is refused', async () => {
  await withCheckedSandbox(async ({ arm }) => {
    const status = async (path: string) => (await arm(`${path}?api-version=2026-04-01`)).status;
    expect(await status(OFFERS.replace('westeurope', 'atlantis'))).toBe(400);
    expect(await status(OFFERS.replace('microsoftwindowsdesktop', 'nobody'))).toBe(404);
    expect(await status(`${OFFERS}/nothing/skus`)).toBe(404);
    expect(await status(OFFERS.replace(SANDBOX_SUBSCRIPTION_ID, '11111111-0000-0000-0000-000000000000'))).toBe(404);
    expect((await arm(`${OFFERS}?api-version=2020-01-01`)).status).toBe(400);
  });
});

test('sizes come in pages, by region, with all that can be wrong with one', async () => {
  await withCheckedSandbox(async (sandbox) => {
    const path = `${PROVIDER}/skus?api-version=2021-07-01&$filter=${encodeURIComponent("location eq 'westeurope'")}`;
    const { rows, pages } = await readPages(sandbox, path);
    expect(pages).toBeGreaterThan(1);
    const find = (name: string) => rows.find((row) => row.name === name);
    expect(find('Standard_D4ds_v5')).toMatchObject({
      family: 'standardDDSv5Family',
      locations: ['westeurope'],
      restrictions: [],
      capabilities: expect.arrayContaining([
        { name: 'vCPUs', value: '4' },
        { name: 'HyperVGenerations', value: 'V1,V2' },
      ]),
    });
    expect(find('Standard_D16ds_v5')).toMatchObject({ restrictions: [{ reasonCode: 'NotAvailableForSubscription' }] });
    expect(find('Standard_A4_v2')?.['capabilities']).toContainEqual({ name: 'HyperVGenerations', value: 'V1' });
    expect(find('Standard_NV12s_v3')?.['capabilities']).toContainEqual({
      name: 'TrustedLaunchDisabled',
      value: 'True',
    });
    expect(find('Standard_D4pds_v5')?.['capabilities']).toContainEqual({ name: 'CpuArchitectureType', value: 'Arm64' });
    expect(find('Premium_LRS')).toMatchObject({ resourceType: 'disks' });
    const everywhere = await readPages(sandbox, `${PROVIDER}/skus?api-version=2021-07-01`);
    expect(everywhere.rows).toHaveLength(rows.length * 4);
  });
});

test.each([
  ['westeurope', 16],
  ['northeurope', 2],
])('the quota of %s has room for %i more cores of the newest family at least', async (region, room) => {
  await withCheckedSandbox(async (sandbox) => {
    const { rows } = await readPages(sandbox, `${PROVIDER}/locations/${region}/usages?api-version=2026-04-01`);
    const quota = rows.find((row) => (row['name'] as unknown as { value: string }).value === 'standardDDSv5Family');
    const free = Number(quota?.['limit']) - Number(quota?.['currentValue']);
    expect(free).toBeGreaterThanOrEqual(room);
    if (region === 'northeurope') expect(free).toBeLessThan(4);
  });
});

test('networks and their subnets come in pages, for the subscription and for a group', async () => {
  await withCheckedSandbox(async (sandbox) => {
    const networks = `providers/Microsoft.Network/virtualNetworks`;
    const all = await readPages(sandbox, `${SUBSCRIPTION}/${networks}?api-version=2026-01-01`);
    expect(all.rows.map(({ name, location }) => `${name} ${String(location)}`)).toEqual([
      'vnet-build westeurope',
      'vnet-build-north northeurope',
      'vnet-cloudpc westeurope',
    ]);
    expect(all.pages).toBe(3);
    const group = `${SUBSCRIPTION}/resourceGroups/RG-network/${networks}`;
    expect((await readPages(sandbox, `${group}?api-version=2026-01-01`)).rows).toHaveLength(3);
    const subnets = await readPages(sandbox, `${group}/vnet-build/subnets?api-version=2026-01-01`);
    expect(subnets.rows.map(({ name }) => name)).toEqual(['snet-images', 'snet-tests']);
    const one = await sandbox.arm(`${group}/vnet-build/subnets/snet-images?api-version=2026-01-01`);
    expect(one).toMatchObject({ status: 200, body: { properties: { addressPrefix: '10.20.1.0/24' } } });
    expect((await sandbox.arm(`${group}/vnet-build/subnets/none?api-version=2026-01-01`)).status).toBe(404);
  });
});

test('the subnet that machines of the tenant stand in is one of those listed', () => {
  expect(findSubnet(STOCK_SUBNET_ID.toUpperCase())).toMatchObject({ name: 'snet-images', location: 'westeurope' });
  expect(findSubnet('/subscriptions/none')).toBeUndefined();
});
