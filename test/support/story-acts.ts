import { ADMIN_GROUP_ID, APPROVER_GROUP_ID, DEPUTY_GROUP_ID } from '../../src/sandbox/ids.ts';
import { readJsonObject } from '../../src/sandbox/teams/activity.ts';
import type { JsonObject } from '../../src/sandbox/teams/activity.ts';
import { asText, textOf } from '../../src/sandbox/teams/card-walk.ts';
import type { PersonAct } from '../../src/sandbox/teams/people-acts.ts';
import type { Town } from '../../src/demo/town.ts';

/** What a person did, in the client's own account, with the groups they were in at that moment by the tenant's own account. */
export interface Act {
  readonly at: number;
  readonly personId: string;
  /** Verb of the button; empty for typed words. */
  readonly verb: string;
  /** What the button carried and what was filled in. */
  readonly data: JsonObject;
  /** What was typed; empty for a button. */
  readonly text: string;
  readonly isAdmin: boolean;
  readonly isApprover: boolean;
  readonly isDeputy: boolean;
  /** How many wipes the tenant had seen when the act left, and when its answer had come; acts and wipes may share a millisecond. */
  readonly wipesBefore: number;
  wipesAtAnswer: number | undefined;
  /** What the answer to a click can be read as; empty until it comes, and for words. */
  answer: string;
}

/** Keeps a record of everything people do in the town from now on. */
export function recordActs(town: Pick<Town, 'tenant' | 'servers'>): readonly Act[] {
  const acts: Act[] = [];
  const { groups, wipes } = town.tenant;
  town.servers.teams.onAct((seen) => {
    const act: Act = {
      ...readAct(seen),
      isAdmin: groups.has(ADMIN_GROUP_ID, seen.personId),
      isApprover: groups.has(APPROVER_GROUP_ID, seen.personId),
      isDeputy: groups.has(DEPUTY_GROUP_ID, seen.personId),
      wipesBefore: wipes.length,
      wipesAtAnswer: undefined,
      answer: '',
    };
    acts.push(act);
    return (answer) => {
      act.wipesAtAnswer = wipes.length;
      act.answer = wordAnswer(readJsonObject(answer)?.['value']);
    };
  });
  return acts;
}

/** What a person reads when a click is answered: the card that comes instead, or a sentence. */
export function wordAnswer(value: unknown): string {
  const card = readJsonObject(value);
  return card === undefined ? asText(value) : textOf(card);
}

function readAct({ at, personId, activity }: PersonAct): Pick<Act, 'at' | 'personId' | 'verb' | 'data' | 'text'> {
  const value = readJsonObject(activity['value']) ?? {};
  const action = readJsonObject(value['action']);
  const data = action === undefined ? value : (readJsonObject(action['data']) ?? {});
  const verb = asText(action?.['verb']) || asText(data['verb']);
  return { at, personId, verb, data, text: verb === '' ? asText(activity['text']) : '' };
}
