import type { SandboxPerson } from '../directory.ts';
import { SANDBOX_BOT_APP_ID, SANDBOX_TEAMS_APP_ID } from '../ids.ts';
import type { SandboxResponse } from '../router.ts';
import type { TeamsApps } from '../teams/teams-apps.ts';
import { badRequest, GraphProblem, notFound } from './problem.ts';
import { get, post, readBody, readId, type Ask, type GraphHandler, type GraphRoute } from './serve.ts';

const APPS = 'users/{id}/teamwork/installedApps';

/**
 * The app of the bot among the apps of a person (Graph, "userTeamwork: installedApps"). Only the app itself may ask, and only with the
 * permission that lets it install itself.
 */
export function createTeamsAppRoutes(apps: TeamsApps): readonly GraphRoute[] {
  return [
    get(APPS, guarded(listApps(apps))),
    post(APPS, guarded(installApp(apps))),
    get(`${APPS}/{installationId}/chat`, guarded(findChat(apps))),
  ];
}

/** Graph's answer to an app without the permission ("TeamsAppInstallation.ReadWriteSelfForUser.All"). */
function guarded(handle: GraphHandler): GraphHandler {
  return (ask) => {
    if (ask.view.tenant.appAccess.mayInstall) return handle(ask);
    throw new GraphProblem(403, 'Forbidden', 'Missing role permissions on the request. API requires one of the roles.');
  };
}

function listApps(apps: TeamsApps): GraphHandler {
  return (ask) => {
    const person = expectPerson(ask);
    const isWanted = readFilter(ask.request.query.get('$filter'));
    const own = apps.has(person.id) && isWanted ? [describe(person, ask.request.query.get('$expand'))] : [];
    return { status: 200, body: { value: own } };
  };
}

/** Whether the filter asks for our app; other filters are not understood. */
function readFilter(filter: string | null): boolean {
  if (filter === null) return true;
  const parts = /^teamsApp\/(externalId|id) eq '([^']*)'$/.exec(filter);
  if (!parts) throw badRequest('Invalid filter clause.');
  return parts[2]?.toLowerCase() === (parts[1] === 'id' ? SANDBOX_TEAMS_APP_ID : SANDBOX_BOT_APP_ID);
}

function describe(person: SandboxPerson, expand: string | null): Record<string, unknown> {
  const wanted = (expand ?? '').split(',');
  const teamsApp = {
    id: SANDBOX_TEAMS_APP_ID,
    externalId: SANDBOX_BOT_APP_ID,
    displayName: 'Repave',
    distributionMethod: 'organization',
  };
  const definition = { id: 'MSMwLjE=', teamsAppId: SANDBOX_TEAMS_APP_ID, displayName: 'Repave', version: '1.0.0' };
  return {
    id: installationOf(person),
    ...(wanted.includes('teamsApp') ? { teamsApp } : {}),
    ...(wanted.includes('teamsAppDefinition') ? { teamsAppDefinition: definition } : {}),
  };
}

/** The id names person and app, base64, as Graph makes it. */
function installationOf({ id }: SandboxPerson): string {
  return Buffer.from(`${id}##${SANDBOX_TEAMS_APP_ID}`).toString('base64');
}

function installApp(apps: TeamsApps): (ask: Ask) => Promise<SandboxResponse> {
  return async (ask) => {
    const person = expectPerson(ask);
    const bound = readBody(ask)['teamsApp@odata.bind'];
    const appId = typeof bound === 'string' ? /\/appCatalogs\/teamsApps\/([^/]+)$/.exec(bound)?.[1] : undefined;
    if (appId === undefined) throw badRequest("'teamsApp@odata.bind' must name an app of the catalogue.");
    if (appId.toLowerCase() !== SANDBOX_TEAMS_APP_ID) throw new GraphProblem(404, 'NotFound', 'App not found.');
    if (ask.view.tenant.appAccess.blockedFor.has(person.id)) {
      throw new GraphProblem(403, 'Forbidden', 'The app is blocked by the app permission policy of the user.');
    }
    if (apps.has(person.id)) throw new GraphProblem(409, 'Conflict', 'The app is already installed.');
    await apps.install(person.id);
    return { status: 201 };
  };
}

function findChat(apps: TeamsApps): GraphHandler {
  return (ask) => {
    const person = expectPerson(ask);
    if (!apps.has(person.id) || ask.request.params['installationId'] !== installationOf(person)) {
      throw notFound(ask.request.path);
    }
    return { status: 200, body: { id: apps.chatOf(person.id), chatType: 'oneOnOne' } };
  };
}

function expectPerson(ask: Ask): SandboxPerson {
  const { directory } = ask.view.tenant;
  const person = directory.byId(readId(ask)) ?? directory.byUpn(readId(ask));
  if (person === undefined) throw notFound(ask.request.path);
  return person;
}
