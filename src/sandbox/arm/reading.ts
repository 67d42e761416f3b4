import { SANDBOX_SUBSCRIPTION_ID } from '../ids.ts';
import { route, type Route, type SandboxRequest } from '../router.ts';
import { ArmProblem } from '../world/azure-problem.ts';

/** A GET of the tenant's one subscription; `read` gives the body. */
export function reading(pattern: string, read: (request: SandboxRequest) => unknown): Route {
  return route('GET', pattern, (request) => {
    if (request.params['subscription']?.toLowerCase() !== SANDBOX_SUBSCRIPTION_ID) {
      throw new ArmProblem(404, 'SubscriptionNotFound', 'The subscription could not be found.');
    }
    if (!request.query.has('api-version')) {
      throw new ArmProblem(400, 'MissingApiVersionParameter', 'The api-version query parameter is required.');
    }
    return { status: 200, body: read(request) };
  });
}

/** One page of a list, with the address of the next one while there is more. */
export function pageOf(request: SandboxRequest, items: readonly unknown[], pageSize: number): unknown {
  const start = Number(request.query.get('$skiptoken') ?? '0');
  const value = items.slice(start, start + pageSize);
  const next = start + pageSize;
  return next < items.length ? { value, nextLink: formatNextLink(request, next) } : { value };
}

function formatNextLink({ path, query, headers }: SandboxRequest, next: number): string {
  const parameters = new URLSearchParams(query);
  parameters.set('$skiptoken', String(next));
  return `http://${headers['host'] ?? 'localhost'}${path}?${parameters.toString()}`;
}
