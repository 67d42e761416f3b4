import { expect, test } from '@jest/globals';
import {
  ADMIN_GROUP_ID,
  APPROVER_GROUP_ID,
  ENGINEERING_GROUP_ID,
  PERSONA_ADMIN,
  PERSONA_APPROVER,
  PERSONA_END_USER,
} from '../../src/sandbox/ids.ts';
import { withSandbox } from '../support/sandbox.ts';

const EVENTUAL = { consistencylevel: 'eventual' };

type List = { value: { id: string }[]; '@odata.nextLink'?: string };

test('a role shows in the group at once, and so does its loss', async () => {
  await withSandbox(async ({ graph, tenant }) => {
    const isAdmin = async (id: string) => {
      const filter = `$filter=id eq '${id}'&$count=true&$select=id`;
      const { body } = await graph(`v1.0/groups/${ADMIN_GROUP_ID}/transitiveMembers/microsoft.graph.user?${filter}`, {
        headers: EVENTUAL,
      });
      return (body as List).value.length === 1;
    };
    expect([await isAdmin(PERSONA_ADMIN), await isAdmin(PERSONA_APPROVER)]).toEqual([true, false]);
    tenant.setRole(PERSONA_ADMIN, 'admin', false);
    expect(await isAdmin(PERSONA_ADMIN)).toBe(false);
  });
});

test('a filter over members without the eventual level or the count is a 400', async () => {
  await withSandbox(async ({ graph }) => {
    const path = `v1.0/groups/${ADMIN_GROUP_ID}/transitiveMembers?$filter=id eq '${PERSONA_ADMIN}'`;
    expect((await graph(path)).status).toBe(400);
    expect((await graph(path, { headers: EVENTUAL })).status).toBe(400);
    expect((await graph(`${path}&$count=true`, { headers: EVENTUAL })).status).toBe(200);
  });
});

test('members come in pages that together hold each of them once', async () => {
  await withSandbox(async ({ graph, tenant, servers }) => {
    const ids: string[] = [];
    let path: string | undefined = `v1.0/groups/${ENGINEERING_GROUP_ID}/transitiveMembers/graph.user?$select=id&$top=4`;
    while (path !== undefined) {
      const page: List = (await graph(path)).body as List;
      ids.push(...page.value.map(({ id }) => id));
      path = page['@odata.nextLink']?.slice(servers.graphUrl.length + 1);
    }
    expect(ids).toEqual(tenant.groups.members(ENGINEERING_GROUP_ID));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

test('there are at least two admins and three approvers, and one person is both', async () => {
  await withSandbox(async ({ tenant }) => {
    const admins = tenant.groups.members(ADMIN_GROUP_ID);
    const approvers = tenant.groups.members(APPROVER_GROUP_ID);
    expect(admins.length).toBeGreaterThanOrEqual(2);
    expect(approvers.length).toBeGreaterThanOrEqual(3);
    expect(admins.filter((id) => approvers.includes(id))).toHaveLength(1);
    await Promise.resolve();
  });
});

test('whether an account is open is told only when it is selected', async () => {
  await withSandbox(async ({ graph, tenant }) => {
    tenant.personLeaves(PERSONA_END_USER);
    expect((await graph(`v1.0/users/${PERSONA_END_USER}`)).body).not.toHaveProperty('accountEnabled');
    expect((await graph(`v1.0/users/${PERSONA_END_USER}?$select=accountEnabled`)).body).toMatchObject({
      accountEnabled: false,
    });
  });
});

test('a mailbox names the time zone as Windows does', async () => {
  await withSandbox(async ({ graph }) => {
    const { body } = await graph('v1.0/users/lena.hoffmann@contoso.example/mailboxSettings');
    expect(body).toMatchObject({
      timeZone: 'W. Europe Standard Time',
      workingHours: { timeZone: { name: 'W. Europe Standard Time' } },
    });
  });
});
