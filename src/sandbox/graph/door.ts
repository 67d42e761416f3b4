import { dispatch, type Door, type ExchangeLog } from '../http.ts';
import { createRouter, route, type Handler, type Route, type Router, type SandboxRequest } from '../router.ts';
import type { TeamsApps } from '../teams/teams-apps.ts';
import type { Tenant } from '../tenant.ts';
import { runBatch } from './batch.ts';
import { CLOUD_PC_ROUTES } from './cloud-pc-routes.ts';
import { DIRECTORY_ROUTES } from './directory-routes.ts';
import { IMAGE_ROUTES } from './image-routes.ts';
import { POLICY_ROUTES } from './policy-routes.ts';
import { answerError, GraphProblem } from './problem.ts';
import { PROOF_ROUTES } from './proof-routes.ts';
import { RESTORE_POINT_ROUTES } from './restore-point-routes.ts';
import type { GraphRoute } from './serve.ts';
import type { GraphVersion, View } from './shape.ts';
import { createTeamsAppRoutes } from './teams-app-routes.ts';
import { TENANT_ROUTES } from './tenant-routes.ts';
import { meetTrouble, type Trouble } from '../trouble.ts';

const VERSIONS: readonly GraphVersion[] = ['v1.0', 'beta'];

const CLOUD_PC_ROOT = 'deviceManagement/virtualEndpoint/';

const ROUTES: readonly GraphRoute[] = [
  ...[...CLOUD_PC_ROUTES, ...RESTORE_POINT_ROUTES, ...IMAGE_ROUTES, ...POLICY_ROUTES, ...TENANT_ROUTES].map((each) => ({
    ...each,
    path: CLOUD_PC_ROOT + each.path,
  })),
  ...DIRECTORY_ROUTES,
  ...PROOF_ROUTES,
];

/** Microsoft Graph of the tenant: `/v1.0/…` and `/beta/…`. Any bearer token will do; without one it answers 401. */
export function createGraphDoor(parts: {
  tenant: Tenant;
  log: ExchangeLog;
  /** Nobody's apps can be seen without it. */
  apps?: TeamsApps;
}): Door {
  const { tenant, log, apps } = parts;
  const routes = [...ROUTES, ...(apps ? createTeamsAppRoutes(apps) : [])];
  const door: Door = {
    service: 'graph',
    router: acceptSpellings(
      createRouter(VERSIONS.flatMap((version) => createRoutes({ tenant, version, routes }, () => door))),
    ),
    log,
    intercept: (request, next) => meetTrouble({ request, next, tenant, trouble: GRAPH_TROUBLE }),
  };
  return door;
}

type RoutesOf = { tenant: Tenant; version: GraphVersion; routes: readonly GraphRoute[] };

function createRoutes({ tenant, version, routes }: RoutesOf, door: () => Door): Route[] {
  const wanted = routes.filter(({ only }) => only === undefined || only === version);
  return [
    ...wanted.map(({ method, path, handle }) =>
      route(method, `/${version}/${path}`, (request) => {
        const requestId = request.headers['client-request-id'] ?? tenant.random.guid();
        return handle({ request, view: readView(tenant, version, request), requestId });
      }),
    ),
    route('POST', `/${version}/$batch`, createBatchHandler(version, door)),
  ];
}

function createBatchHandler(version: GraphVersion, door: () => Door): Handler {
  return (request) => runBatch(request, { version, dispatch: (raw) => dispatch(door(), raw) });
}

function readView(tenant: Tenant, version: GraphVersion, { headers }: SandboxRequest): View {
  const wantsNewEnumMembers = /include-unknown-enum-members/i.test(headers['prefer'] ?? '');
  return { tenant, version, wantsNewEnumMembers, now: tenant.clock.now() };
}

/** Functions are written with or without "()", casts as graph.user or microsoft.graph.user. */
function acceptSpellings(router: Router): Router {
  return {
    find: (method, path) =>
      router.find(method, path.replace(/\(\)(?=\/|$)/g, '').replace(/\/(?:microsoft\.)?graph\.user(?=\/|$)/i, '/user')),
  };
}

const GRAPH_TROUBLE: Trouble = {
  describe: (problem) => answerError(problem),
  toProblem: (cause) => (cause instanceof GraphProblem ? cause : undefined),
  noToken: { status: 401, code: 'InvalidAuthenticationToken', message: 'Access token is empty.' },
};
