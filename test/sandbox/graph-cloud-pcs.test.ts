import { expect, test } from '@jest/globals';
import { ENGINEERING_POLICY_ID, KIOSK_POLICY_ID, SALES_POLICY_ID } from '../../src/sandbox/ids.ts';
import { withSandbox, type OpenSandbox } from '../support/sandbox.ts';

const ROOT = 'deviceManagement/virtualEndpoint/cloudPCs';

type Page = { value: Record<string, unknown>[]; '@odata.nextLink'?: string; '@odata.count'?: number };

async function readPage({ graph }: OpenSandbox, query: string, version = 'beta'): Promise<Page> {
  const { status, body } = await graph(`${version}/${ROOT}?${query}`);
  expect(status).toBe(200);
  return body as Page;
}

async function readAll(sandbox: OpenSandbox, query: string): Promise<{ rows: Page['value']; pages: number }> {
  const rows: Page['value'] = [];
  let next: string | undefined = `${sandbox.servers.graphUrl}/beta/${ROOT}?${query}`;
  let pages = 0;
  while (next !== undefined) {
    const page: Page = await fetch(next, { headers: { authorization: 'Bearer x' } }).then(
      (each) => each.json() as Promise<Page>,
    );
    rows.push(...page.value);
    pages += 1;
    next = page['@odata.nextLink'];
  }
  return { rows, pages };
}

test('a list comes in pages of 100 that together hold every Cloud PC once', async () => {
  await withSandbox(
    async (sandbox) => {
      const { rows, pages } = await readAll(sandbox, '$select=id');
      expect(pages).toBe(3);
      expect(new Set(rows.map(({ id }) => id)).size).toBe(250);
    },
    { cloudPcs: 250 },
  );
});

test('a filtered list follows the filter over all its pages', async () => {
  await withSandbox(
    async (sandbox) => {
      const filter = `$filter=provisioningPolicyId eq '${ENGINEERING_POLICY_ID}'&$select=id,provisioningPolicyId&$top=30`;
      const { rows, pages } = await readAll(sandbox, filter);
      const expected = sandbox.tenant.cloudPcs.filter(({ policyId }) => policyId === ENGINEERING_POLICY_ID).length;
      expect(rows).toHaveLength(expected);
      expect(pages).toBe(Math.ceil(expected / 30));
    },
    { cloudPcs: 150 },
  );
});

test('fifty thousand Cloud PCs are listed page by page', async () => {
  await withSandbox(
    async (sandbox) => {
      const page = await readPage(sandbox, '$count=true&$select=id&$top=100');
      expect(page['@odata.count']).toBe(50_000);
      expect(page.value).toHaveLength(100);
    },
    { cloudPcs: 50_000 },
  );
}, 30_000);

test('filters take eq, ne, in, and, or, not, brackets and doubled apostrophes', async () => {
  await withSandbox(async (sandbox) => {
    const count = async (filter: string) =>
      (await readPage(sandbox, `$filter=${encodeURIComponent(filter)}`)).value.length;
    expect(await count("userPrincipalName eq 'aoife.o''brien@contoso.example'")).toBe(1);
    expect(await count("userPrincipalName eq 'AOIFE.O''BRIEN@contoso.example'")).toBe(1);
    expect(await count("status eq 'failed' or status eq 'inGracePeriod'")).toBe(2);
    expect(await count("status in ('failed','inGracePeriod')")).toBe(2);
    expect(await count(`status eq 'failed' and provisioningPolicyId eq '${SALES_POLICY_ID}'`)).toBe(0);
    expect(await count(`not (provisioningPolicyId ne '${KIOSK_POLICY_ID}')`)).toBe(2);
    expect(await count("startswith(managedDeviceName,'KSK-')")).toBe(2);
    expect(await count("status eq 'failed' or status eq 'provisioned' and productType eq 'frontline'")).toBe(3);
  });
});

test.each([
  ['v1.0', "$filter=status eq 'failed'", 'v1.0 has no status'],
  ['beta', "$filter=displayName eq 'x'", 'a property that cannot be filtered'],
  ['beta', "$filter=status eq 'failed", 'an open quote'],
  ['beta', '$filter=status eq', 'no value'],
  ['beta', "$filter=status gt 'failed'", 'an unknown operator'],
  ['beta', "$filter=status eq 'failed')", 'a bracket too many'],
  ['beta', '$select=nonsense', 'an unknown property'],
  ['v1.0', '$select=status', 'a property of beta'],
  ['beta', '$top=-1', 'a page of less than nothing'],
  ['beta', '$skiptoken=%21%21', 'a token that is none'],
])('%s %s is a 400: %s', async (version, query) => {
  await withSandbox(async ({ graph }) => {
    const { status, body } = await graph(`${version}/${ROOT}?${query}`);
    expect(status).toBe(400);
    expect(body).toEqual({ error: expect.objectContaining({ code: 'badRequest' }) });
  });
});

test('v1.0 tells neither the status nor the date of provisioning', async () => {
  await withSandbox(async (sandbox) => {
    const [first] = (await readPage(sandbox, '$top=1', 'v1.0')).value;
    expect(Object.keys(first ?? {})).toHaveLength(16);
    expect(first).not.toHaveProperty('status');
    expect(first).not.toHaveProperty('provisionedDateTime');
  });
});

test('last sign-in and last remote action come only when they are selected', async () => {
  await withSandbox(async (sandbox) => {
    const [plain] = (await readPage(sandbox, '$top=1')).value;
    expect(plain).not.toHaveProperty('lastLoginResult');
    const [selected] = (await readPage(sandbox, '$top=1&$select=id,lastLoginResult,lastRemoteActionResult')).value;
    expect(selected).toMatchObject({ lastLoginResult: { time: expect.any(String) }, lastRemoteActionResult: null });
  });
});

test('a shared Cloud PC has no user, and its kind is told only to those who ask for new members', async () => {
  await withSandbox(async ({ graph }) => {
    const path = `beta/${ROOT}?$filter=provisioningPolicyId eq '${KIOSK_POLICY_ID}'&$top=1`;
    const unasked = (await graph(path)).body as Page;
    expect(unasked.value[0]).toMatchObject({ userPrincipalName: null, provisioningType: 'unknownFutureValue' });
    const asked = (await graph(path, { headers: { prefer: 'include-unknown-enum-members' } })).body as Page;
    expect(asked.value[0]).toMatchObject({ provisioningType: 'sharedByEntraGroup' });
  });
});

test('the report of who is signed in comes as bytes, and a Cloud PC never used has no row', async () => {
  await withSandbox(async ({ graph, tenant }) => {
    const [cloudPc] = tenant.cloudPcs;
    const id = cloudPc?.id ?? '';
    const path = `beta/deviceManagement/virtualEndpoint/reports/getRealTimeRemoteConnectionStatus(cloudPcId='${id}')`;
    tenant.setSignedIn(id, true);
    const used = await graph(path);
    expect(used.headers.get('content-type')).toBe('application/octet-stream');
    expect(used.body).toMatchObject({
      TotalRowCount: 1,
      Values: [[expect.any(String), id, 0, 'SignedIn', expect.any(String)]],
    });
    const joiner = tenant.addJoiner(ENGINEERING_POLICY_ID).cloudPc;
    expect((await graph(path.replace(id, joiner.id))).body).toMatchObject({ TotalRowCount: 0, Values: [] });
  });
});

test('without a token the answer is 401, an unknown Cloud PC is 404, and a path nobody knows is remembered', async () => {
  await withSandbox(async ({ graph, servers }) => {
    expect((await graph(`beta/${ROOT}`, { token: '' })).status).toBe(401);
    expect((await graph(`beta/${ROOT}/00000000-0000-0000-0000-000000000000`)).status).toBe(404);
    expect(servers.exchanges.unknown()).toEqual([]);
    expect((await graph('beta/deviceManagement/managedDevices/1/reprovisionCloudPc', { method: 'POST' })).status).toBe(
      404,
    );
    expect(servers.exchanges.unknown()).toHaveLength(1);
  });
});
