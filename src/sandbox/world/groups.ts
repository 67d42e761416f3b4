export type Group = { readonly id: string; readonly displayName: string };

/** Entra groups. Membership is kept in order of joining, because pages of members must not shuffle. */
export type Groups = {
  readonly all: () => readonly Group[];
  readonly byId: (id: string) => Group | undefined;
  readonly add: (group: Group) => void;
  readonly join: (groupId: string, personId: string) => void;
  readonly leave: (groupId: string, personId: string) => void;
  readonly has: (groupId: string, personId: string) => boolean;
  readonly members: (groupId: string) => readonly string[];
  readonly groupsOf: (personId: string) => readonly Group[];
};

type Membership = { readonly group: Group; readonly order: string[]; readonly members: Set<string> };

export function createGroups(initial: readonly Group[]): Groups {
  const byId = new Map<string, Membership>();
  function add(group: Group): void {
    byId.set(group.id, { group, order: [], members: new Set() });
  }
  function expect(id: string): Membership {
    const found = byId.get(id);
    if (!found) throw new Error(`the sandbox has no group ${id}`);
    return found;
  }
  for (const group of initial) add(group);
  return {
    all: () => [...byId.values()].map(({ group }) => group),
    byId: (id) => byId.get(id.toLowerCase())?.group,
    add,
    join(groupId, personId) {
      const { members, order } = expect(groupId);
      if (members.has(personId)) return;
      members.add(personId);
      order.push(personId);
    },
    leave(groupId, personId) {
      const { members, order } = expect(groupId);
      if (members.delete(personId)) order.splice(order.indexOf(personId), 1);
    },
    has: (groupId, personId) => byId.get(groupId)?.members.has(personId) ?? false,
    members: (groupId) => expect(groupId).order,
    groupsOf: (personId) => [...byId.values()].filter(({ members }) => members.has(personId)).map(({ group }) => group),
  };
}
