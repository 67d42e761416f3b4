import { openTown } from '../../src/demo/town.ts';
import type { Town } from '../../src/demo/town.ts';
import {
  ENGINEERING_POLICY_ID,
  NEW_IMAGE_ID,
  PERSONA_ADMIN,
  PERSONA_APPROVER,
  SALES_POLICY_ID,
} from '../../src/sandbox/ids.ts';

function ignore(): void {
  // The bench prints figures only.
}

const SILENT = { info: ignore, warn: ignore, error: ignore };

/** A tenant in which everybody is ready at once: what is measured is Repave, not people. */
export async function openQuietTown(cloudPcs: number): Promise<Town> {
  const town = await openTown({ cloudPcs, log: SILENT });
  const { directory } = town.tenant;
  for (const person of directory.all().filter(({ role }) => role === 'end-user'))
    directory.put({ ...person, temperament: 'ready' });
  return town;
}

/** Asks for a rollout over two policies and has it approved; `timing` are answers to the fourth question. */
export async function startRollout(town: Town, timing: Readonly<Record<string, string>>): Promise<string> {
  const admin = town.servers.teams.persona(PERSONA_ADMIN);
  const approver = town.servers.teams.persona(PERSONA_APPROVER);
  await admin.says('replace image');
  const answers = [
    { imageId: NEW_IMAGE_ID },
    { policyIds: `${ENGINEERING_POLICY_ID},${SALES_POLICY_ID}` },
    {},
    timing,
    { reason: 'bench' },
  ];
  for (const inputs of answers) await admin.click(admin.lastMessage(), 'Continue', inputs);
  await admin.click(admin.lastMessage(), 'Send for approval');
  await town.settle();
  await approver.click(approver.lastMessage(), 'Approve');
  const [newest] = await town.app.store.listRollouts();
  if (!newest) throw new Error('no rollout was made');
  return newest.rolloutId;
}
