import type { SandboxRequest } from '../router.ts';

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
