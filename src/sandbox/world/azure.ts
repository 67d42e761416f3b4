import { createRandom, type Random } from '../random.ts';
import { createHistory, type HistoryEntry, type HistoryLog } from './azure-history.ts';
import type { Operation } from './azure-operations.ts';
import { notFound } from './azure-problem.ts';
import type { AzureKind, AzureOf, AzureResource, ProvisioningState, Tags } from './azure-resources.ts';

/** The tenant's one subscription. Ids are compared without case, as Azure does. */
export type Azure = {
  readonly random: Random;
  /** Resource groups by name in lower case. */
  readonly groups: Map<string, { readonly name: string; readonly location: string }>;
  readonly operations: Map<string, Operation>;
  readonly log: HistoryLog;
  /** Everything that was made, changed and removed, oldest first: the tenant's own word on a build, never Repave's. */
  readonly history: readonly HistoryEntry[];
  /** What stands there now, for tests that count. */
  readonly resources: () => readonly ResourceLine[];
  readonly add: (resource: AzureResource) => void;
  readonly remove: (id: string) => void;
  readonly find: <Kind extends AzureKind>(kind: Kind, id: string) => AzureOf<Kind> | undefined;
  /** As `find`; throws the 404 of Azure. */
  readonly expect: <Kind extends AzureKind>(kind: Kind, id: string) => AzureOf<Kind>;
  /** In order of creation. */
  readonly list: <Kind extends AzureKind>(kind: Kind) => AzureOf<Kind>[];
};

export type ResourceLine = {
  readonly kind: AzureKind;
  readonly id: string;
  readonly name: string;
  readonly group: string;
  readonly tags: Tags;
  readonly state: ProvisioningState;
};

export function createAzure(seed: number): Azure {
  const log = createHistory();
  const standing = new Map<string, AzureResource>();
  function find<Kind extends AzureKind>(kind: Kind, id: string): AzureOf<Kind> | undefined {
    const found = standing.get(id.toLowerCase());
    return found && isKind(found, kind) ? found : undefined;
  }
  return {
    random: createRandom(`azure ${seed}`),
    groups: new Map(),
    operations: new Map(),
    log,
    history: log.entries,
    resources: () =>
      [...standing.values()].map(({ kind, id, name, group, tags, state }) => ({ kind, id, name, group, tags, state })),
    add: (resource) => void standing.set(resource.id.toLowerCase(), resource),
    remove: (id) => void standing.delete(id.toLowerCase()),
    find,
    expect(kind, id) {
      const found = find(kind, id);
      if (!found) throw notFound(id.replace(/^.*\/providers\//i, ''));
      return found;
    },
    list: (kind) => [...standing.values()].filter((each) => isKind(each, kind)),
  };
}

function isKind<Kind extends AzureKind>(resource: AzureResource, kind: Kind): resource is AzureOf<Kind> {
  return resource.kind === kind;
}
