import type { SandboxRequest, SandboxResponse } from '../router.ts';
import { countMatches, listPage, type ListOptions, type Source } from './listing.ts';
import { GraphProblem, notFound } from './problem.ts';
import { project, readSelect, type Entity, type GraphVersion, type Shape, type View } from './shape.ts';

/** A request with all that a handler needs to answer it. */
export type Ask = { readonly request: SandboxRequest; readonly view: View; readonly requestId: string };
export type GraphHandler = (ask: Ask) => SandboxResponse | Promise<SandboxResponse>;

/** One row of a route table. Without `only` both versions have it. */
export type GraphRoute = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly handle: GraphHandler;
  readonly only?: GraphVersion;
};

export function get(path: string, handle: GraphHandler): GraphRoute {
  return { method: 'GET', path, handle };
}

export function post(path: string, handle: GraphHandler): GraphRoute {
  return { method: 'POST', path, handle };
}

export function onlyBeta(graphRoute: GraphRoute): GraphRoute {
  return { ...graphRoute, only: 'beta' };
}

/** The same shape in both versions, or one for each. */
export type Shapes<T> = Shape<T> | Readonly<Record<GraphVersion, Shape<T>>>;

export function shapeFor<T>(shapes: Shapes<T>, { version }: View): Shape<T> {
  return 'properties' in shapes ? shapes : shapes[version];
}

export type ListPlan<T> = {
  readonly shapes: Shapes<T>;
  readonly source: (ask: Ask) => Source<T>;
  readonly expand?: Readonly<Record<string, (item: T) => Entity>>;
} & Pick<ListOptions<T>, 'pageSize' | 'maxPageSize'>;

export function serveList<T>({ shapes, source, expand, ...sizes }: ListPlan<T>): GraphHandler {
  return (ask) => {
    const expansion = expand?.[ask.request.query.get('$expand') ?? ''];
    const options = { shape: shapeFor(shapes, ask.view), source: source(ask), view: ask.view, ...sizes };
    return { status: 200, body: listPage(ask.request, expansion ? { ...options, expand: expansion } : options) };
  };
}

export function serveCount<T>(source: (ask: Ask) => Source<T>): GraphHandler {
  return (ask) => ({ status: 200, body: String(countMatches(source(ask))) });
}

export type OnePlan<T> = {
  readonly shapes: Shapes<T>;
  readonly find: (ask: Ask) => T | undefined;
  readonly expand?: Readonly<Record<string, (item: T) => Entity>>;
};

export function serveOne<T>({ shapes, find, expand }: OnePlan<T>): GraphHandler {
  return (ask) => {
    const item = expectFound(find(ask), ask);
    const select = readSelect(ask.request.query);
    const expansion = expand?.[ask.request.query.get('$expand') ?? ''];
    const body = project(shapeFor(shapes, ask.view), item, { view: ask.view, select });
    return { status: 200, body: { ...body, ...expansion?.(item) } };
  };
}

export function expectFound<T>(item: T | undefined, { request }: Ask): T {
  if (item === undefined) throw notFound(request.path);
  return item;
}

/** The body as an object; anything else is a 400. */
export function readBody({ request }: Ask): Readonly<Record<string, unknown>> {
  const { body } = request;
  if (body === undefined) return {};
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new GraphProblem(400, 'badRequest', 'The body must be a JSON object.');
  }
  return body as Readonly<Record<string, unknown>>;
}

/** The placeholder `{id}`, in lower case, as ids are compared. */
export function readId({ request }: Ask): string {
  return (request.params['id'] ?? '').toLowerCase();
}
