import type { SandboxRequest } from '../router.ts';
import { parseFilter, type Predicate } from './filter.ts';
import { badRequest } from './problem.ts';
import { expectProperty, project, readSelect, type Entity, type Shape, type View } from './shape.ts';

/** A list that is read by position, so that a page costs its own length and not the list's. */
export type Source<T> = { readonly length: number; at(index: number): T | undefined };

export type ListOptions<T> = {
  readonly shape: Shape<T>;
  readonly source: Source<T>;
  readonly view: View;
  /** Rows of a page when $top does not ask for fewer; Windows 365 gives 100. */
  readonly pageSize?: number;
  /** Rows that $top may ask for at most. */
  readonly maxPageSize?: number;
  /** Adds what $expand asked for. */
  readonly expand?: (item: T) => Entity;
};

export type ListBody = {
  value: Entity[];
  '@odata.nextLink'?: string;
  '@odata.count'?: number;
  '@odata.context': string;
};

/** One page: $filter, $select, $top, $count and, in the link to the next page, $skiptoken. */
export function listPage<T>(request: SandboxRequest, options: ListOptions<T>): ListBody {
  const { shape, source, view } = options;
  const { query } = request;
  const fits = readFilter(query, options);
  const select = readSelect(query);
  const { items, next } = takePage(source, { fits, start: readStart(query), size: readPageSize(query, options) });
  const value = items.map((item) => ({ ...project(shape, item, { view, select }), ...options.expand?.(item) }));
  return {
    '@odata.context': `https://graph.microsoft.com/${view.version}/$metadata#${request.path.split('/').slice(2).join('/')}`,
    ...(query.get('$count') === 'true' ? { '@odata.count': countMatches(source, fits) } : {}),
    ...(next === undefined ? {} : { '@odata.nextLink': formatNextLink(request, next) }),
    value,
  };
}

function readFilter<T>(query: URLSearchParams, { shape, view }: ListOptions<T>): Predicate<T> | undefined {
  const text = query.get('$filter');
  if (!text) return undefined;
  return parseFilter<T>(text, (name) => {
    const property = expectProperty(shape, name);
    if (!property.filterable) throw badRequest(`Filtering by '${name}' is not supported.`);
    return (item) => property.read(item, view);
  });
}

function readPageSize<T>(query: URLSearchParams, { pageSize = 100, maxPageSize = 100 }: ListOptions<T>): number {
  const text = query.get('$top');
  if (text === null) return pageSize;
  const top = Number(text);
  if (!Number.isInteger(top) || top < 1) throw badRequest(`Invalid value '${text}' for $top.`);
  return Math.min(top, maxPageSize);
}

function readStart(query: URLSearchParams): number {
  const token = query.get('$skiptoken');
  const text = token === null ? (query.get('$skip') ?? '0') : Buffer.from(token, 'base64url').toString('utf8');
  if (!/^\d+$/.test(text)) throw badRequest('The place to go on from is not valid.');
  return Number(text);
}

type PageWish<T> = { fits: Predicate<T> | undefined; start: number; size: number };

function takePage<T>(source: Source<T>, { fits, start, size }: PageWish<T>): { items: T[]; next?: number } {
  const items: T[] = [];
  for (let index = start; index < source.length; index += 1) {
    const item = source.at(index);
    if (item === undefined || (fits && !fits(item))) continue;
    if (items.length === size) return { items, next: index };
    items.push(item);
  }
  return { items };
}

export function countMatches<T>(source: Source<T>, fits?: Predicate<T>): number {
  if (!fits) return source.length;
  let count = 0;
  for (let index = 0; index < source.length; index += 1) {
    const item = source.at(index);
    if (item !== undefined && fits(item)) count += 1;
  }
  return count;
}

function formatNextLink({ path, query, headers }: SandboxRequest, start: number): string {
  const parameters = [...query].filter(([name]) => name !== '$skiptoken' && name !== '$skip');
  const token: [string, string] = ['$skiptoken', Buffer.from(String(start)).toString('base64url')];
  const text = [...parameters, token].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  return `http://${headers['host'] ?? 'localhost'}${path}?${text}`;
}
