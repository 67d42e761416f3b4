import { createAzureRoutes } from './control-azure.ts';
import { createRouter, route, type Handler, type SandboxRequest, type SandboxResponse } from './router.ts';
import type { Door, ExchangeLog } from './http.ts';
import { createPeopleRoutes } from './teams/people-routes.ts';
import type { TeamsSide } from './teams/teams-side.ts';
import type { Tenant } from './tenant.ts';
import type { FaultedOperation, ProvisioningFault, RequestFault } from './world/faults.ts';

export type ControlParts = { readonly tenant: Tenant; readonly teams: TeamsSide; readonly log: ExchangeLog };

/** A small door for people and for other processes: what was wiped, what time it is, what shall go wrong. */
export function createControlDoor(parts: ControlParts): Door {
  const { tenant, teams, log } = parts;
  const routes = [
    route('GET', '/sandbox/wipes', () => ok({ wipes: tenant.wipes, refused: tenant.refusedWipes })),
    route('GET', '/sandbox/people', () =>
      ok({ people: tenant.directory.all().map((person) => describe(tenant, person.id)) }),
    ),
    route('GET', '/sandbox/clock', () => ok(describeClock(tenant, teams))),
    route('POST', '/sandbox/clock', advanceClock(parts)),
    route('GET', '/sandbox/exchanges/count', () =>
      ok({ count: log.count(), unknown: log.unknown().map(({ url }) => url) }),
    ),
    route('GET', '/sandbox/faults', () => ok({ rates: tenant.faults.rates() })),
    route('POST', '/sandbox/faults', changeFaults(tenant)),
    route('POST', '/sandbox/bot', introduceBot(teams)),
    ...createAzureRoutes(tenant),
    ...createPeopleRoutes((id) => teams.persona(id)),
  ];
  return { service: 'control', router: createRouter(routes), log };
}

function ok(body: unknown): SandboxResponse {
  return { status: 200, body };
}

function refuse(message: string): SandboxResponse {
  return { status: 400, body: { error: { code: 'badRequest', message } } };
}

function describe(tenant: Tenant, personId: string): unknown {
  return { ...tenant.directory.byId(personId), groups: tenant.groups.groupsOf(personId) };
}

function describeClock(tenant: Tenant, teams: TeamsSide): unknown {
  const now = tenant.clock.now();
  const events = [tenant.nextEventAt(), teams.nextEventAt()].filter((at) => at !== undefined);
  const nextEventAt = events.length === 0 ? null : Math.min(...events);
  return { now, iso: new Date(now).toISOString(), nextEventAt, isManual: tenant.clock.advanceTo !== undefined };
}

function advanceClock({ tenant, teams }: ControlParts): Handler {
  return async (request) => {
    const wanted = readField(request, 'advanceTo');
    const epochMs = typeof wanted === 'string' ? Date.parse(wanted) : wanted;
    if (!tenant.clock.advanceTo) return refuse('This clock runs by itself.');
    if (typeof epochMs !== 'number' || !(epochMs >= tenant.clock.now())) {
      return refuse('advanceTo must be an instant that is not past: epoch milliseconds or ISO 8601.');
    }
    tenant.clock.advanceTo(epochMs);
    tenant.step();
    await teams.step();
    return ok(describeClock(tenant, teams));
  };
}

/** `{rates: {"429": 0.05}}` replaces the shares; `{next: {operation, kind}}` hits once. */
function changeFaults({ faults }: Tenant): Handler {
  return (request) => {
    const rates = readField(request, 'rates');
    if (isShares(rates)) faults.setRates(rates);
    else if (rates !== undefined) return refuse('rates must be an object of shares between 0 and 1.');
    const next = readField(request, 'next') as {
      operation?: FaultedOperation;
      kind?: RequestFault | ProvisioningFault;
    };
    if (next?.kind) faults.next(next.operation ?? 'any', next.kind);
    return ok({ rates: faults.rates() });
  };
}

function isShares(value: unknown): value is Record<string, number> {
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).every((share) => typeof share === 'number' && share >= 0 && share <= 1);
}

function introduceBot(teams: TeamsSide): Handler {
  return async (request) => {
    const endpoint = readField(request, 'endpoint');
    if (typeof endpoint !== 'string' || !URL.canParse(endpoint)) return refuse('endpoint must be a URL.');
    teams.setBotEndpoint(endpoint);
    if (readField(request, 'install') === true) await teams.installForAll();
    return ok({ endpoint });
  };
}

function readField({ body }: SandboxRequest, name: string): unknown {
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
}
