import { expect, test } from '@jest/globals';
import {
  CURRENT_IMAGE_ID,
  ENGINEERING_GROUP_ID,
  ENGINEERING_POLICY_ID,
  NEW_IMAGE_ID,
  PERSONA_END_USER,
  SANDBOX_SUBSCRIPTION_ID,
} from '../../src/sandbox/ids.ts';
import { managedImageId } from '../../src/sandbox/world/images.ts';
import { createContractChecker } from '../support/contracts.ts';
import { withSandbox, type OpenSandbox } from '../support/sandbox.ts';

const dir = process.env['REPAVE_CONTRACTS_DIR'];
const withContracts = dir === undefined ? test.skip : test;
if (dir === undefined)
  process.stderr.write('contract tests are skipped: set REPAVE_CONTRACTS_DIR to the folder of the contracts\n');

const VE = 'deviceManagement/virtualEndpoint';
const PREFER = { prefer: 'include-unknown-enum-members' };

withContracts('every answer and accepted request of Graph and ARM fits the published contracts', async () => {
  const checker = createContractChecker(dir ?? '');
  const problems: string[] = [];
  await withSandbox(async (sandbox) => {
    sandbox.servers.exchanges.subscribe((exchange) => problems.push(...checker.check(exchange)));
    await readEverything(sandbox);
    await changeThings(sandbox);
    await meetTroubles(sandbox);
    await readArm(sandbox);
    expect(sandbox.servers.exchanges.unknown()).toEqual([]);
  });
  process.stdout.write(`contracts: ${checker.checked()} exchanges validated\n`);
  expect(problems).toEqual([]);
  expect(checker.checked()).toBeGreaterThan(80);
});

withContracts(
  'the checker notices a field that only beta has, a missing body, and a new enumeration member unasked',
  () => {
    const checker = createContractChecker(dir ?? '');
    const exchange = {
      service: 'graph',
      method: 'GET',
      url: `/v1.0/${VE}/cloudPCs/1`,
      requestHeaders: {},
      requestBody: undefined,
      status: 200,
      responseHeaders: {},
      responseBody: { id: '1', displayName: 'A' },
      known: true,
    };
    expect(checker.check(exchange)).toEqual([]);
    expect(checker.check({ ...exchange, responseBody: { id: '1', status: 'provisioned' } })).toHaveLength(1);
    const list = {
      ...exchange,
      url: `/v1.0/${VE}/cloudPCs`,
      responseBody: { value: [{ id: '1', status: 'provisioned' }] },
    };
    expect(checker.check(list)).toEqual([expect.stringContaining('"additionalProperty":"status"')]);
    expect(checker.check({ ...exchange, url: `/v1.0/${VE}/cloudPcs2/1` })).toHaveLength(1);
    expect(
      checker.check({
        ...exchange,
        method: 'POST',
        url: `/v1.0/${VE}/cloudPCs/1/reprovision`,
        status: 204,
        responseBody: undefined,
      }),
    ).toEqual([expect.stringContaining('request body is missing')]);
    const failed = {
      ...exchange,
      url: `/v1.0/${VE}/deviceImages/1`,
      responseBody: { errorCode: 'paidSourceImageNotSupport' },
    };
    expect(checker.check(failed).length).toBeGreaterThan(0);
    expect(checker.check({ ...failed, requestHeaders: PREFER })).toEqual([]);
  },
);

withContracts('the checker knows what Azure takes and answers, and passes over the addresses of operations', () => {
  const checker = createContractChecker(dir ?? '');
  const root = `/subscriptions/${SANDBOX_SUBSCRIPTION_ID}`;
  const disk = { location: 'westeurope', properties: { creationData: { createOption: 'Empty' } } };
  const exchange = {
    service: 'arm',
    method: 'PUT',
    url: `${root}/resourceGroups/rg/providers/Microsoft.Compute/disks/d?api-version=2026-03-02`,
    requestHeaders: {},
    requestBody: disk,
    status: 202,
    responseHeaders: {},
    responseBody: disk,
    known: true,
  };
  expect(checker.check(exchange)).toEqual([]);
  expect(checker.check({ ...exchange, responseBody: { ...disk, colour: 'red' } })).toHaveLength(1);
  expect(checker.check({ ...exchange, requestBody: { properties: {} } }).length).toBeGreaterThan(0);
  expect(checker.check({ ...exchange, url: exchange.url.replace('2026-03-02', '2020-01-01') })).toHaveLength(1);
  const read = { ...exchange, method: 'GET', requestBody: undefined, status: 200 };
  const network = `${root}/resourceGroups/rg/providers/Microsoft.Network/networkInterfaces/n?api-version=2026-01-01`;
  expect(checker.check({ ...read, url: network, responseBody: { name: 'n' } })).toEqual([]);
  expect(checker.check({ ...read, url: network, responseBody: disk })).toHaveLength(1);
  const checked = checker.checked();
  const operation = `${root}/providers/Microsoft.Compute/locations/westeurope/operations/1?api-version=2026-04-01`;
  expect(checker.check({ ...read, url: operation, responseBody: { status: 'InProgress' } })).toEqual([]);
  expect(checker.checked()).toBe(checked);
});

async function readEverything({ graph, tenant }: OpenSandbox): Promise<void> {
  const cloudPcId = tenant.cloudPcs[0]?.id ?? '';
  const paths = [
    ...['cloudPCs', 'cloudPCs/$count', `cloudPCs/${cloudPcId}`, 'deviceImages', `deviceImages/${NEW_IMAGE_ID}`],
    ...['deviceImages/getSourceImages()', 'deviceImages/getSourceImages', 'galleryImages'],
    ...[
      `galleryImages/${tenant.galleryImages[0]?.id}`,
      'provisioningPolicies',
      'provisioningPolicies?$expand=assignments',
    ],
    ...[`provisioningPolicies/${ENGINEERING_POLICY_ID}?$expand=assignments`, 'onPremisesConnections', 'servicePlans'],
    ...[`provisioningPolicies/${ENGINEERING_POLICY_ID}/assignments`, 'userSettings', 'auditEvents'],
    ...["cloudPCs?$filter=userPrincipalName eq 'lena.hoffmann@contoso.example'&$select=id,userPrincipalName&$top=5"],
  ];
  const people = [
    ...[`groups/${ENGINEERING_GROUP_ID}`, `groups/${ENGINEERING_GROUP_ID}/transitiveMembers`],
    ...[`groups/${ENGINEERING_GROUP_ID}/transitiveMembers/microsoft.graph.user?$select=id,accountEnabled&$top=7`],
    ...[`groups/${ENGINEERING_GROUP_ID}/transitiveMembers/graph.user`, `users/${PERSONA_END_USER}`],
    ...[`users/${PERSONA_END_USER}/mailboxSettings`, `users/${PERSONA_END_USER}/transitiveMemberOf`],
    ...[`users/${PERSONA_END_USER}/presence`, `users/${PERSONA_END_USER}/drive`, 'appCatalogs/teamsApps'],
    ...[`users/${PERSONA_END_USER}/cloudPCs`],
    ...["servicePrincipals(appId='0af06dc6-e4b5-4f28-818e-e78e62d137a5')", 'users/nobody'],
  ];
  for (const version of ['v1.0', 'beta']) {
    for (const path of [...paths.map((each) => `${VE}/${each}`), ...people]) {
      await graph(`${version}/${path}`);
      await graph(`${version}/${path}`, { headers: PREFER });
    }
  }
  for (const path of [`organizationSettings`, `cloudPCs/${cloudPcId}/getSupportedCloudPcRemoteActions`])
    await graph(`beta/${VE}/${path}`);
  await graph(`beta/${VE}/reports/getRealTimeRemoteConnectionStatus(cloudPcId='${cloudPcId}')`);
  const selected =
    'id,status,statusDetail,lastLoginResult,lastLogoffDateTime,lastRemoteActionResult,connectivityResult,sharedDeviceDetail';
  await graph(`beta/${VE}/cloudPCs?$select=${selected}`, { headers: PREFER });
  await graph(`beta/${VE}/cloudPCs?$select=${selected}`);
}

async function changeThings({ graph, tenant, clock }: OpenSandbox): Promise<void> {
  const cloudPcId = tenant.cloudPcs[0]?.id ?? '';
  const body = { imageId: NEW_IMAGE_ID, imageType: 'custom', imageDisplayName: 'Contoso W11 25H2' };
  await graph(`v1.0/${VE}/provisioningPolicies/${ENGINEERING_POLICY_ID}`, { method: 'PATCH', body });
  await graph(`beta/${VE}/provisioningPolicies/${ENGINEERING_POLICY_ID}`, {
    method: 'PATCH',
    body: { regionName: 'x' },
  });
  await graph(`v1.0/${VE}/cloudPCs/${cloudPcId}/reprovision`, { method: 'POST', body: {} });
  await graph(`beta/${VE}/cloudPCs/${cloudPcId}/reprovision`, { method: 'POST', body: { osVersion: 'windows11' } });
  await graph(`beta/${VE}/cloudPCs/${cloudPcId}/retrieveCloudPCRemoteActionResults`);
  clock.advanceTo(clock.now() + 3 * 3_600_000);
  await graph(`beta/${VE}/cloudPCs/${cloudPcId}?$select=id,status,lastRemoteActionResult`);
  await graph(`beta/${VE}/cloudPCs/${cloudPcId}/createSnapshot`, { method: 'POST', body: {} });
  await graph(`beta/${VE}/cloudPCs/${cloudPcId}/retrieveSnapshots`);
  const image = { displayName: 'New', version: '3.0.0', sourceImageResourceId: managedImageId('W11-Lab-oversized') };
  await graph(`v1.0/${VE}/deviceImages`, { method: 'POST', body: image });
  await graph(`v1.0/${VE}/deviceImages/${CURRENT_IMAGE_ID}`, { method: 'DELETE' });
  clock.advanceTo(clock.now() + 3 * 3_600_000);
  await graph(`v1.0/${VE}/deviceImages`);
  await graph(`beta/${VE}/auditEvents`);
  const requests = [
    { id: '1', method: 'GET', url: `/users/${PERSONA_END_USER}/mailboxSettings` },
    {
      id: '2',
      method: 'POST',
      url: `/${VE}/cloudPCs/none/reprovision`,
      body: {},
      headers: { 'content-type': 'application/json' },
    },
  ];
  await graph('v1.0/$batch', { method: 'POST', body: { requests } });
}

async function meetTroubles({ graph, tenant }: OpenSandbox): Promise<void> {
  for (const kind of ['429', '503', '504-after-effect'] as const) {
    tenant.faults.next('any', kind);
    await graph(`v1.0/${VE}/cloudPCs`);
  }
  await graph(`v1.0/${VE}/cloudPCs`, { token: '' });
}

async function readArm({ arm }: OpenSandbox): Promise<void> {
  const compute = `subscriptions/${SANDBOX_SUBSCRIPTION_ID}/resourceGroups/rg-golden-images/providers/Microsoft.Compute`;
  const definition = `${compute}/galleries/galGoldenImages/images/W11-Golden`;
  const version = 'api-version=2026-04-01';
  await arm(`subscriptions/${SANDBOX_SUBSCRIPTION_ID}/providers/Microsoft.Compute/images?${version}`);
  for (const path of ['images', 'images/W11-Golden-2026-08', 'images/none']) await arm(`${compute}/${path}?${version}`);
  for (const path of ['', '/versions', '/versions/2026.8.0', '/versions/1.1.1'])
    await arm(`${definition}${path}?api-version=2025-12-03`);
  await arm(`${compute}/galleries/galGoldenImages/images?api-version=2025-12-03`);
}
