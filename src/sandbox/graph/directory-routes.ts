import type { SandboxPerson } from '../directory.ts';
import { SANDBOX_BOT_APP_ID, SANDBOX_TEAMS_APP_ID, WINDOWS_365_APP_ID } from '../ids.ts';
import type { SandboxResponse } from '../router.ts';
import { CLOUD_PC_SHAPES } from './cloud-pc-shape.ts';
import type { Source } from './listing.ts';
import { GROUP_SHAPE, USER_SHAPE } from './people-shape.ts';
import { describeDrive, describeMailbox, describePresence } from './person-facts.ts';
import { badRequest, notFound } from './problem.ts';
import { expectFound, get, serveCount, serveList, serveOne, readId, type Ask, type GraphHandler } from './serve.ts';

const DIRECTORY_PAGES = { pageSize: 100, maxPageSize: 999 };

const listMembers = serveList({ shapes: USER_SHAPE, source: readMembers, ...DIRECTORY_PAGES });

/** Entra and the parts of Microsoft 365 that say something about a person. */
export const DIRECTORY_ROUTES = [
  get('groups/{id}', serveOne({ shapes: GROUP_SHAPE, find: (ask) => ask.view.tenant.groups.byId(readId(ask)) })),
  get('groups/{id}/transitiveMembers', advanced(listMembers)),
  get('groups/{id}/transitiveMembers/$count', advanced(serveCount(readMembers))),
  get('groups/{id}/transitiveMembers/user', advanced(listMembers)),
  get('users/{id}', serveOne({ shapes: USER_SHAPE, find: findPerson })),
  get('users/{id}/manager', serveOne({ shapes: USER_SHAPE, find: findManager })),
  get('users/{id}/transitiveMemberOf', serveList({ shapes: GROUP_SHAPE, source: readGroups, ...DIRECTORY_PAGES })),
  get('users/{id}/cloudPCs', serveList({ shapes: CLOUD_PC_SHAPES, source: readOwnCloudPcs })),
  get('users/{id}/mailboxSettings', (ask) => ok(describeMailbox(expectPerson(ask)))),
  get('users/{id}/presence', (ask) => ok(describePresence(expectPerson(ask), ask.view.tenant))),
  get('users/{id}/drive', (ask) => ok(describeDrive(expectPerson(ask), ask.view.now))),
  get("servicePrincipals(appId='{id}')", findServicePrincipal),
  get('appCatalogs/teamsApps', listTeamsApps),
];

function ok(body: unknown): SandboxResponse {
  return { status: 200, body };
}

/** Filters and counts over members want the eventual consistency level and $count. */
function advanced(handle: GraphHandler): GraphHandler {
  return (ask) => {
    const { query, headers, path } = ask.request;
    const isEventual = headers['consistencylevel']?.toLowerCase() === 'eventual';
    const isCounting = query.get('$count') === 'true' || path.endsWith('$count');
    const isAdvanced = query.has('$filter') || query.has('$search') || isCounting;
    if (isAdvanced && !(isEventual && isCounting)) {
      throw badRequest("This request needs the header 'ConsistencyLevel: eventual' and $count=true.");
    }
    return handle(ask);
  };
}

function readMembers(ask: Ask): Source<SandboxPerson> {
  const { groups, directory } = ask.view.tenant;
  const group = expectFound(groups.byId(readId(ask)), ask);
  const members = groups.members(group.id);
  return { length: members.length, at: (index) => directory.byId(members[index] ?? '') };
}

function readGroups(ask: Ask) {
  return ask.view.tenant.groups.groupsOf(expectPerson(ask).id);
}

function readOwnCloudPcs(ask: Ask) {
  return ask.view.tenant.owners.cloudPcsOf(expectPerson(ask).id);
}

/** By object id or by sign-in name, as Graph takes both. */
function findPerson(ask: Ask): SandboxPerson | undefined {
  const { directory } = ask.view.tenant;
  return directory.byId(readId(ask)) ?? directory.byUpn(readId(ask));
}

function expectPerson(ask: Ask): SandboxPerson {
  return expectFound(findPerson(ask), ask);
}

function findManager(ask: Ask): SandboxPerson | undefined {
  const { directory, managers } = ask.view.tenant;
  return directory.byId(managers.get(expectPerson(ask).id) ?? '');
}

const SERVICE_PRINCIPALS: Readonly<Record<string, string>> = {
  [WINDOWS_365_APP_ID]: 'Windows 365',
  [SANDBOX_BOT_APP_ID]: 'Repave',
};

function findServicePrincipal(ask: Ask): SandboxResponse {
  const appId = readId(ask);
  const displayName = SERVICE_PRINCIPALS[appId];
  if (displayName === undefined) throw notFound(`The service principal ${appId}`);
  const id = appId.replace(/^......../, '5e57ab1e');
  return ok({ '@odata.type': '#microsoft.graph.servicePrincipal', id, appId, displayName, accountEnabled: true });
}

function listTeamsApps({ request }: Ask): SandboxResponse {
  const app = {
    '@odata.type': '#microsoft.graph.teamsApp',
    id: SANDBOX_TEAMS_APP_ID,
    externalId: SANDBOX_BOT_APP_ID,
    displayName: 'Repave',
    distributionMethod: 'organization',
  };
  const wanted = /externalId eq '([^']*)'/i.exec(request.query.get('$filter') ?? '')?.[1];
  return ok({ value: wanted === undefined || wanted === app.externalId ? [app] : [] });
}
