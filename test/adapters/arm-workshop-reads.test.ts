import { expect, test } from '@jest/globals';
import { createArmWorkshop } from '../../src/adapters/arm-workshop.ts';
import { SANDBOX_SUBSCRIPTION_ID } from '../../src/sandbox/ids.ts';
import { contractProblems, GROUP, OFFER, openWorkshop, PLACE, SUBNET } from './arm-sandbox.ts';
import { sendJson, startTinyServer } from './tiny-server.ts';

const COMPUTE = `/subscriptions/${SANDBOX_SUBSCRIPTION_ID}/resourceGroups/${GROUP}/providers/Microsoft.Compute`;
const { subscriptionId } = PLACE;

test('places are the groups and subnets that networks, images and galleries tell of, all pages of them', async () => {
  await using sandbox = await openWorkshop();
  const { resourceGroups, subnets } = await sandbox.workshop.readPlaces(subscriptionId);
  expect(resourceGroups).toEqual([GROUP, 'rg-network']);
  expect(subnets).toContainEqual({
    ...{ id: SUBNET, network: 'vnet-build', name: 'snet-images', region: 'westeurope', resourceGroup: 'rg-network' },
  });
  expect(new Set(subnets.map(({ network }) => network)).size).toBe(3);
});

test('machines and images of the subscription are listed', async () => {
  await using sandbox = await openWorkshop();
  const machines = await sandbox.workshop.listMachines(subscriptionId);
  expect(machines.find(({ name }) => name === 'vm-golden-master')).toMatchObject({
    ...{ resourceGroup: GROUP, region: 'westeurope', osType: 'Windows', buildId: null },
  });
  const images = await sandbox.workshop.listImages(subscriptionId);
  expect(images.filter(({ kind }) => kind === 'managed')).toHaveLength(sandbox.tenant.sourceImages.length);
  expect(images).toContainEqual(
    expect.objectContaining({ kind: 'gallery', name: 'galGoldenImages/W11-Golden/2026.8.0', resourceGroup: GROUP }),
  );
  expect(contractProblems(sandbox.servers)).toEqual([]);
});

test('the Marketplace is walked from publisher to versions, newest first', async () => {
  await using sandbox = await openWorkshop();
  const ask = { subscriptionId, region: 'westeurope', publisher: OFFER.publisher };
  expect(await sandbox.workshop.listOffers(ask)).toContain(OFFER.offer);
  expect(await sandbox.workshop.listSkus({ ...ask, offer: OFFER.offer })).toContain(OFFER.sku);
  const versions = await sandbox.workshop.listVersions({ ...ask, ...OFFER });
  expect(versions.length).toBeGreaterThan(1);
  expect(versions).toEqual(versions.toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true })));
  expect(await sandbox.workshop.listOffers({ ...ask, publisher: 'NobodyKnown' })).toEqual([]);
});

test('versions are compared as numbers', async () => {
  await using server = await startTinyServer((_request, response) =>
    sendJson(
      response,
      ['26100.9.1', '26100.10.1', '26100.10.0'].map((name) => ({ name, location: 'x' })),
    ),
  );
  const shop = createArmWorkshop({ baseUrl: server.url, cloud: 'global', credential: undefined });
  expect(await shop.listVersions({ ...PLACE, ...OFFER })).toEqual(['26100.10.1', '26100.10.0', '26100.9.1']);
});

test('sizes that may serve are listed by cores, with what stands against them', async () => {
  await using sandbox = await openWorkshop();
  const sizes = await sandbox.workshop.listSizes({ subscriptionId, region: 'westeurope' });
  expect(sizes.length).toBeGreaterThan(3);
  expect(sizes.map(({ cores }) => cores)).toEqual(sizes.map(({ cores }) => cores).toSorted((a, b) => a - b));
  expect(sizes.every(({ cores, memoryGb }) => cores >= 2 && memoryGb >= 4)).toBe(true);
  expect(sizes.some(({ restriction }) => restriction !== '')).toBe(true);
  expect(sizes.some(({ generation2, trustedLaunch }) => generation2 && !trustedLaunch)).toBe(true);
});

test('the quota with less room is told', async () => {
  await using sandbox = await openWorkshop();
  const size = 'Standard_D4s_v5';
  const quota = await sandbox.workshop.readQuota({ subscriptionId, region: 'westeurope', size });
  expect(quota).toMatchObject({ needed: 4 });
  expect(quota.limit).toBeGreaterThan(0);
  await expect(
    sandbox.workshop.readQuota({ subscriptionId, region: 'westeurope', size: 'Standard_Nothing' }),
  ).rejects.toMatchObject({ code: 'SizeNotInRegion', retryAfterSeconds: null });
});

test('a Marketplace image tells generation, architecture, security and whether it costs', async () => {
  await using sandbox = await openWorkshop();
  const [version = ''] = await sandbox.workshop.listVersions({ ...PLACE, ...OFFER });
  expect(await sandbox.workshop.readSource({ ...OFFER, version }, PLACE)).toEqual({
    found: true,
    title: 'Windows 11 Enterprise 25H2 (win11-25h2-ent-cpc)',
    region: 'westeurope',
    machine: null,
    facts: {
      ...{ generation: 'V2', osType: 'Windows', architecture: 'x64', securityType: 'TrustedLaunchSupported' },
      ...{ dataDisks: 0, paidOffer: false, deprecation: 'Active' },
    },
  });
  const gone = await sandbox.workshop.readSource({ ...OFFER, version: '1.0.0' }, PLACE);
  expect(gone).toMatchObject({ found: false, facts: {} });
});

test.each([
  ['vm-golden-master', 'V2'],
  ['vm-legacy-gen1', 'V1'],
] as const)('machine %s is looked at with its disk', async (name, generation) => {
  await using sandbox = await openWorkshop();
  const machineId = `${COMPUTE}/virtualMachines/${name}`;
  const seen = await sandbox.workshop.readSource({ kind: 'machine', machineId }, PLACE);
  expect(seen).toMatchObject({ found: true, title: name, region: 'westeurope', machine: { power: 'running', name } });
  expect(seen.facts).toMatchObject({
    ...{ generation, osType: 'Windows', osState: 'Specialized', securityType: 'Standard', dataDisks: 0 },
    ...{ azureDiskEncryption: false, diskEncryptionSet: false, paidOffer: false, agentReady: true },
  });
});

test('a machine that says everything itself is one request', async () => {
  await using sandbox = await openWorkshop();
  const name = 'vm-golden-master';
  await sandbox.workshop.lookAtMachine({ kind: 'machine', subscriptionId, resourceGroup: GROUP, name });
  expect(sandbox.requests('GET')).toHaveLength(1);
});

test.each([
  ['W11-Golden-2026-08', { generation: 'V2', osState: 'Generalized', diskGb: 64, dataDisks: 0 }],
  ['W11-Lab-not-sysprepped', { osState: 'Specialized' }],
  ['W11-Lab-generation-1', { generation: 'V1' }],
])('managed image %s is read as it is', async (name, facts) => {
  await using sandbox = await openWorkshop();
  const imageId = `${COMPUTE.toUpperCase().replace('MICROSOFT.COMPUTE', 'microsoft.compute')}/images/${name}`;
  const seen = await sandbox.workshop.readSource({ kind: 'image', imageId }, PLACE);
  expect(seen).toMatchObject({ found: true, title: name, machine: null, facts });
});

test('a managed image without a generation is Generation 1', async () => {
  await using server = await startTinyServer((_request, response) =>
    sendJson(response, {
      location: 'westeurope',
      properties: { storageProfile: { osDisk: { osType: 'Windows', osState: 'Generalized' } } },
    }),
  );
  const shop = createArmWorkshop({ baseUrl: server.url, cloud: 'global', credential: undefined });
  const seen = await shop.readSource({ kind: 'image', imageId: `${COMPUTE}/images/old` }, PLACE);
  expect(seen.facts).toMatchObject({ generation: 'V1', diskGb: null });
});

test('a gallery version has generation, state and security type of its definition', async () => {
  await using sandbox = await openWorkshop();
  const imageId = `${COMPUTE}/galleries/galGoldenImages/images/W11-Golden/versions/2026.8.0`;
  expect(await sandbox.workshop.readSource({ kind: 'image', imageId }, PLACE)).toMatchObject({
    found: true,
    title: 'galGoldenImages/W11-Golden/2026.8.0',
    facts: {
      ...{ generation: 'V2', osState: 'Generalized', securityType: 'TrustedLaunch', architecture: 'x64', diskGb: 64 },
      ...{ dataDisks: 0, paidOffer: false, diskEncryptionSet: false },
    },
  });
});

test.each([
  ['W11-Golden', { securityType: 'TrustedLaunch', generation: 'V2', osState: 'Generalized', architecture: 'x64' }],
  ['No-such-definition', 'missing'],
])('before a capture, definition %s says what it takes', async (definition, expected) => {
  await using sandbox = await openWorkshop();
  const target = { route: 'gallery', gallery: 'galGoldenImages', definition, version: '2027.1.0' } as const;
  const seen = await sandbox.workshop.readCapture(PLACE, target);
  expect(seen).toMatchObject({ state: 'absent', definition: expected });
});

test('a version that is still on its way to its regions is at work, with its percent', async () => {
  await using server = await startTinyServer((request, response) =>
    request.url.includes('/versions/')
      ? sendJson(response, {
          location: 'westeurope',
          properties: {
            provisioningState: 'Succeeded',
            storageProfile: {},
            replicationStatus: {
              aggregatedState: 'InProgress',
              summary: [
                { region: 'West Europe', state: 'Completed', progress: 100 },
                { region: 'North Europe', state: 'Replicating', progress: 40 },
              ],
            },
          },
        })
      : sendJson(response, { location: 'westeurope', properties: {} }),
  );
  const shop = createArmWorkshop({ baseUrl: server.url, cloud: 'global', credential: undefined });
  const ref = { kind: 'gallery-version', subscriptionId, resourceGroup: GROUP, name: '1.0.0' } as const;
  expect(await shop.look({ ...ref, gallery: 'g', definition: 'd' })).toMatchObject({ state: 'working', percent: 70 });
});

test('an id of something else is not found, without asking anybody', async () => {
  await using sandbox = await openWorkshop();
  const id = `${COMPUTE}/disks/x`;
  expect((await sandbox.workshop.readSource({ kind: 'image', imageId: id }, PLACE)).found).toBe(false);
  expect((await sandbox.workshop.readSource({ kind: 'machine', machineId: id }, PLACE)).found).toBe(false);
  expect(sandbox.servers.exchanges.list()).toEqual([]);
});
