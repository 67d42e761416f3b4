/** What the person is in the story; what they may do is decided by the groups they are in. */
export type PersonRole = 'admin' | 'approver' | 'end-user';

/**
 * How a scripted person reacts to cards: confirms, asks for another time, ignores everything, asks for help,
 * never had the app (or removed it), or is played by a living human.
 */
export type Temperament = 'ready' | 'later' | 'silent' | 'help' | 'uninstalled' | 'live';

export type SandboxPerson = {
  /** Entra object id. */
  readonly id: string;
  readonly name: string;
  readonly upn: string;
  readonly title: string;
  /** Windows name, as mailbox settings carry it: "W. Europe Standard Time". */
  readonly timeZone: string;
  /** "de-DE" */
  readonly locale: string;
  readonly accountEnabled: boolean;
  readonly role: PersonRole;
  readonly temperament: Temperament;
  /** "29:…", the person's id in Teams. */
  readonly teamsId: string;
};

/** Everybody in the tenant. Both halves of the sandbox read the same one, so a joiner is in Teams at once. */
export type Directory = {
  readonly all: () => readonly SandboxPerson[];
  readonly byId: (id: string) => SandboxPerson | undefined;
  readonly byUpn: (upn: string) => SandboxPerson | undefined;
  readonly byTeamsId: (teamsId: string) => SandboxPerson | undefined;
  /** Adds a person, or replaces the one with the same id (a new job, a closed account). */
  readonly put: (person: SandboxPerson) => void;
};

export function createDirectory(people: Iterable<SandboxPerson>): Directory {
  const byId = new Map<string, SandboxPerson>();
  const idByUpn = new Map<string, string>();
  const idByTeamsId = new Map<string, string>();
  function put(person: SandboxPerson): void {
    byId.set(person.id, person);
    idByUpn.set(person.upn.toLowerCase(), person.id);
    idByTeamsId.set(person.teamsId, person.id);
  }
  for (const person of people) put(person);
  return {
    all: () => [...byId.values()],
    byId: (id) => byId.get(id.toLowerCase()),
    byUpn: (upn) => byId.get(idByUpn.get(upn.toLowerCase()) ?? ''),
    byTeamsId: (teamsId) => byId.get(idByTeamsId.get(teamsId) ?? ''),
    put,
  };
}
