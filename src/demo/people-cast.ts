import type { SandboxPerson } from '../sandbox/directory.ts';
import {
  ADMIN_GROUP_ID,
  APPROVER_GROUP_ID,
  ENGINEERING_POLICY_ID,
  PERSONA_ADMIN,
  PERSONA_APPROVER,
  PERSONA_DEPUTY,
} from '../sandbox/ids.ts';
import type { Persona } from '../sandbox/teams/persona.ts';
import { SAFE_DATA } from '../sandbox/world/proof-state.ts';
import type { Town } from './town.ts';
import type { Transcript } from './transcript.ts';

const BERLIN = 'W. Europe Standard Time';
const TOO_FEW = 'the story needs more people: please name more Cloud PCs.';

/** Who plays in the story. */
export interface Cast {
  readonly town: Town;
  readonly transcript: Transcript;
  readonly admin: Persona;
  /** Asks for the rollout; is admin and approver. */
  readonly requester: Persona;
  readonly approver: Persona;
  readonly colleague: Persona;
  readonly deputy: Persona;
  /** Of the rest of the plan. */
  readonly first: Persona;
  /** Works in Tokyo, and her Teams speaks Japanese. */
  readonly aiko: Persona;
  readonly tom: Persona;
  readonly dana: Persona;
  /** On leave in the first plan, back in the second. */
  readonly late: Persona;
  /** Leaves the company after the approval. */
  readonly leaver: Persona;
  /** Has two Cloud PCs. */
  readonly twice: Persona;
  /** Never opened Teams. */
  readonly lost: Persona;
}

/** The people of one policy who have a part. Nothing is unsafe on anybody's Cloud PC until the story says so. */
export async function castPeople(town: Town, transcript: Transcript): Promise<Cast> {
  const { tenant, servers } = town;
  for (const { id } of tenant.cloudPcs) tenant.proofs.setData(id, SAFE_DATA);
  const owners = castOwners(town);
  await servers.teams.installForAll();
  const { persona } = servers.teams;
  return {
    town,
    transcript,
    admin: persona(PERSONA_ADMIN),
    approver: persona(PERSONA_APPROVER),
    deputy: persona(PERSONA_DEPUTY),
    ...castApprovers(town),
    first: persona(owners.first.id),
    aiko: persona(owners.aiko.id),
    tom: persona(owners.tom.id),
    dana: persona(owners.dana.id),
    late: persona(owners.late.id),
    leaver: persona(owners.leaver.id),
    twice: persona(owners.twice.id),
    lost: persona(owners.lost.id),
  };
}

function castOwners(town: Town) {
  const { directory } = town.tenant;
  const { once, often } = listOwners(town);
  const [first, aiko, tom, dana, late, leaver, lost] = once;
  const [twice] = often;
  if (!first || !aiko || !tom || !dana || !late || !leaver || !lost || !twice) throw new Error(TOO_FEW);
  directory.put({ ...aiko, timeZone: 'Tokyo Standard Time', locale: 'ja-JP', temperament: 'live' });
  for (const one of [tom, dana]) directory.put({ ...one, temperament: 'live' });
  for (const one of [first, late, leaver, twice]) directory.put({ ...one, temperament: 'ready' });
  directory.put({ ...lost, temperament: 'uninstalled' });
  return { first, aiko, tom, dana, late, leaver, twice, lost };
}

/** People under the policy whose Cloud PCs work, by whether they have one or several; all keep the hours of Berlin. */
function listOwners({ tenant }: Town): {
  readonly once: readonly SandboxPerson[];
  readonly often: readonly SandboxPerson[];
} {
  const held = tenant.cloudPcs.filter(
    ({ policyId, status }) => policyId === ENGINEERING_POLICY_ID && status === 'provisioned',
  );
  const ids = held.flatMap(({ personId }) => personId ?? []);
  const people = [...new Set(ids)].flatMap((id) => tenant.directory.byId(id) ?? []);
  const plain = people.filter(
    ({ role, accountEnabled, timeZone }) => role === 'end-user' && accountEnabled && timeZone === BERLIN,
  );
  const isOften = ({ id }: SandboxPerson) => ids.indexOf(id) !== ids.lastIndexOf(id);
  return { once: plain.filter((one) => !isOften(one)), often: plain.filter(isOften) };
}

/** Somebody who is admin and approver, and an approver who is nothing else. */
function castApprovers({ tenant, servers }: Town): Pick<Cast, 'requester' | 'colleague'> {
  const { groups } = tenant;
  const others = groups.members(APPROVER_GROUP_ID).filter((id) => id !== PERSONA_APPROVER);
  const requester = others.find((id) => groups.has(ADMIN_GROUP_ID, id));
  const colleague = others.find((id) => !groups.has(ADMIN_GROUP_ID, id));
  if (requester === undefined || colleague === undefined) throw new Error(TOO_FEW);
  return { requester: servers.teams.persona(requester), colleague: servers.teams.persona(colleague) };
}
