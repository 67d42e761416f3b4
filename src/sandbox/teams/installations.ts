import type { Directory } from '../directory.ts';

/** For whom the app stands in Teams: a bot can write only to those, and only until they remove it. */
export type Installations = {
  has(personId: string): boolean;
  add(personId: string): void;
  remove(personId: string): void;
};

/** At the beginning everybody has the app, as by a setup policy, but the people of temperament "uninstalled". */
export function createInstallations(directory: Directory): Installations {
  const changed = new Map<string, boolean>();
  return {
    has(personId) {
      const person = directory.byId(personId);
      return person !== undefined && (changed.get(person.id) ?? person.temperament !== 'uninstalled');
    },
    add: (personId) => void changed.set(personId, true),
    remove: (personId) => void changed.set(personId, false),
  };
}
