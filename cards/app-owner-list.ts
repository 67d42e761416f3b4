import { isSamePattern } from '../src/domain/app-owners.ts';
import type { AppOwners } from '../src/domain/views-app-owner.ts';
import type { JsonObject } from './actions.ts';
import { bindNote } from './note.ts';
import { say } from './text/say.ts';

/** Who answers for which files, and how to name somebody. */
export function bindAppOwnerList(known: AppOwners): JsonObject {
  return bindList(say('app-owners.title'), known);
}

/** The same after somebody was named or removed. */
export function bindAppOwnerSaved(known: AppOwners): JsonObject {
  return bindList(say('app-owners.saved'), known);
}

function bindList(title: string, { owners, patterns }: AppOwners): JsonObject {
  const open = patterns.filter((pattern) => !owners.some((one) => isSamePattern(one.pattern, pattern)));
  const lines = [
    ...owners.map(({ pattern, name, upn }) => say('app-owners.line', { pattern, name, upn })),
    ...open.map((pattern) => say('app-owners.nobody', { pattern })),
  ];
  const [first] = owners;
  const change = first && open.length === 0 ? ` ${say('app-owners.change', { pattern: first.pattern })}` : '';
  return bindNote({ title, lead: `${say('app-owners.lead')}${change}`, lines });
}
