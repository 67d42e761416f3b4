import type { Route, SandboxRequest, SandboxResponse } from '../router.ts';
import { route } from '../router.ts';
import type { Tenant } from '../tenant.ts';
import type { Operation } from '../world/azure-operations.ts';
import { ArmProblem } from '../world/azure-problem.ts';
import type { Call } from './arm-route.ts';

/** Seconds that Azure asks a caller to wait between looks. */
const RETRY_AFTER = '10';

/** The answer to a request whose work goes on: where its state can be seen. */
export function accept({ request }: Call, operation: Operation, { status, body }: SandboxResponse): SandboxResponse {
  const address = formatAddress(request, operation);
  const headers = {
    'azure-asyncoperation': address,
    'retry-after': RETRY_AFTER,
    // Where the result of an action is; a PUT's result is the resource itself.
    ...(request.method === 'PUT' ? {} : { location: `${address}&monitor=true` }),
  };
  return body === undefined ? { status, headers } : { status, headers, body };
}

function formatAddress({ headers, query }: SandboxRequest, { id, location, path }: Operation): string {
  const subscription = /^\/subscriptions\/[^/]+/i.exec(path)?.[0] ?? '';
  const root = `http://${headers['host'] ?? 'localhost'}${subscription}`;
  const version = query.get('api-version') ?? '';
  return `${root}/providers/Microsoft.Compute/locations/${location}/operations/${id}?api-version=${version}`;
}

const OPERATION =
  '/subscriptions/{subscription}/providers/Microsoft.Compute/locations/{location}/operations/{operation}';

/** Both addresses of every operation: its state, and with `monitor` its result. */
export function createOperationRoutes({ azure }: Tenant): Route[] {
  return [
    route('GET', OPERATION, ({ params, query }) => {
      const operation = azure.operations.get(params['operation'] ?? '');
      if (!operation) throw new ArmProblem(404, 'OperationNotFound', 'There is no such operation.');
      return query.get('monitor') === 'true' ? answerResult(operation) : answerState(operation);
    }),
  ];
}

function answerState(operation: Operation): SandboxResponse {
  const { id, status, startedAt, endedAt, failure, output } = operation;
  const body = {
    startTime: new Date(startedAt).toISOString(),
    ...(endedAt === null ? {} : { endTime: new Date(endedAt).toISOString() }),
    status,
    name: id,
    ...(output === undefined ? {} : { properties: { output } }),
    ...(failure === null ? {} : { error: failure }),
  };
  return { status: 200, headers: status === 'InProgress' ? { 'retry-after': RETRY_AFTER } : {}, body };
}

function answerResult({ status, failure, output }: Operation): SandboxResponse {
  if (status === 'InProgress') return { status: 202, headers: { 'retry-after': RETRY_AFTER } };
  if (failure !== null) return { status: 409, body: { error: failure } };
  return output === undefined ? { status: 200 } : { status: 200, body: output };
}
