import type { CloudPc } from './cloud-pc.ts';

/** Whose Cloud PCs are whose, so that a question about one person does not read the whole fleet. */
export type Owners = {
  readonly cloudPcsOf: (personId: string) => readonly CloudPc[];
  readonly add: (cloudPc: CloudPc) => void;
  readonly change: (cloudPc: CloudPc, personId: string) => void;
};

export function createOwners(fleet: readonly CloudPc[]): Owners {
  const byPerson = new Map<string, CloudPc[]>();
  function add(cloudPc: CloudPc): void {
    if (cloudPc.personId === null) return;
    const owned = byPerson.get(cloudPc.personId);
    if (owned) owned.push(cloudPc);
    else byPerson.set(cloudPc.personId, [cloudPc]);
  }
  for (const cloudPc of fleet) add(cloudPc);
  return {
    cloudPcsOf: (personId) => byPerson.get(personId) ?? [],
    add,
    change(cloudPc, personId) {
      const before = byPerson.get(cloudPc.personId ?? '') ?? [];
      if (before.includes(cloudPc)) before.splice(before.indexOf(cloudPc), 1);
      cloudPc.personId = personId;
      add(cloudPc);
    },
  };
}
