import type { SandboxResponse } from '../router.ts';
import { azureType } from '../world/azure-ids.ts';
import type { AzureResource } from '../world/azure-resources.ts';

/** What every resource tells of itself. */
export function describeBase({ id, name, kind, location, tags }: AzureResource) {
  return { id, name, type: azureType(kind), location, tags };
}

export function formatInstant(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

/** Of a list that a whole subscription has, what stands in one group; '' is all. */
export function inGroup<Item extends { readonly group: string }>(items: readonly Item[], group: string): Item[] {
  return group === '' ? [...items] : items.filter((item) => item.group === group);
}

/** A delete of what is not there is no trouble. */
export const GONE: SandboxResponse = { status: 204 };
