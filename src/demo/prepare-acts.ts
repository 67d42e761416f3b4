import { formatMoney } from '../../cards/format.ts';
import type { Build } from '../domain/build/build.ts';
import { runningMinutes } from '../domain/build/road.ts';
import { ENGINEERING_POLICY_ID } from '../sandbox/ids.ts';
import { answer, press } from './bench.ts';
import type { Bench, Watch } from './bench.ts';
import { hear } from './talk.ts';

/** The simulated Windows knows winget, and that what it installs so belongs to one account only. */
const SCRIPT = 'winget install --id 7zip.7zip --silent';
/** Stands at the head of each card of the build. */
const LIVE_CARD = 'Prepare image · windows-11';
const STORE_APP = 'Microsoft.WindowsNotepad_11.2510.14.0_x64__8wekyb3d8bbwe';

/** Software goes in, what Windows 365 does not take goes out. */
export async function customise(bench: Bench, watch: Watch): Promise<void> {
  await watch(({ step }) => step === 'customise');
  await press(bench, LIVE_CARD, { button: 'Run it', inputs: { script: SCRIPT }, says: `runs “${SCRIPT}”` });
  await watch(isQuiet);
  await click(bench, watch, 'Done');
  await click(bench, watch, 'Remove it');
  await click(bench, watch, 'Remove the partition');
  await press(bench, LIVE_CARD, { button: 'Done' });
  await watch(({ step }) => step === 'confirm-seal');
}

/** Clicks something that runs inside the machine, and waits for its end. */
async function click(bench: Bench, watch: Watch, button: string): Promise<void> {
  await press(bench, LIVE_CARD, { button });
  await watch(isQuiet);
}

function isQuiet({ guest, sealWanted }: Build): boolean {
  return guest === null && sealWanted === null;
}

/** Between the inspection and the seal the Store updates an app for the account that is signed in: nobody's fault, and sysprep fails. */
export async function failOnce(bench: Bench, watch: Watch): Promise<void> {
  const { town, transcript } = bench;
  const { machine } = await watch(({ step }) => step === 'confirm-seal');
  const disk = machine ? town.tenant.azure.find('disk', machine.osDiskId) : undefined;
  disk?.guest?.userPackages.push({ fullName: STORE_APP, user: `${machine?.name ?? ''}\\builder` });
  transcript.tell(
    town.clock.now(),
    'Microsoft Store',
    'updates Notepad for the account that is signed in to the machine',
  );
  await press(bench, LIVE_CARD, { button: 'Seal the copy' });
  await watch(({ step }) => step === 'sysprep-failed');
}

/** Back to the machine, which nobody has touched, and once more with a fresh copy. */
export async function sealAgain(bench: Bench, watch: Watch): Promise<void> {
  await press(bench, LIVE_CARD, { button: 'Back to the machine' });
  await watch(({ step }) => step === 'customise');
  await click(bench, watch, 'Done');
  await click(bench, watch, 'Remove it');
  await press(bench, LIVE_CARD, { button: 'Done' });
  await watch(({ step }) => step === 'confirm-seal');
  await press(bench, LIVE_CARD, { button: 'Seal the copy' });
  await watch(({ step, importFacts }) => step === 'confirm-import' && importFacts !== null);
}

/** Names are as they were answered; the machine is gone before the import, and the image stays. */
export async function importImage(bench: Bench, watch: Watch): Promise<Build> {
  const { town, admin, transcript } = bench;
  await press(bench, LIVE_CARD, { button: 'Import' });
  const build = await watch(({ step }) => step === 'done');
  hear(town, admin, transcript);
  tellCost(bench, build);
  return build;
}

function tellCost({ town, transcript }: Bench, build: Build): void {
  const now = new Date(town.clock.now()).toISOString();
  const hours = runningMinutes(build, now) / 60;
  const { hourlyPrice } = build;
  const price = hourlyPrice ? `, about ${formatMoney({ ...hourlyPrice, amount: hourlyPrice.amount * hours })}` : '';
  transcript.note(`machines ran for ${hours.toFixed(1)} h in all${price} (list price)`);
}

/** The image is ready; no Cloud PC has it before a rollout is planned, approved and told. */
export async function planRollout(bench: Bench): Promise<void> {
  const { town, admin, transcript } = bench;
  const image = town.tenant.deviceImages.at(-1);
  await press(bench, LIVE_CARD, { button: 'Replace image' });
  hear(town, admin, transcript);
  await answer(bench, `“${image?.displayName ?? ''}”`, { imageId: image?.id ?? '' });
  await answer(bench, 'the policy of Engineering', { policyIds: ENGINEERING_POLICY_ID });
  await answer(bench, 'everybody', {});
  await answer(bench, 'evenings and nights, done within 6 days', { deadline: '6 days' });
  await answer(bench, 'the reason', { reason: 'Windows 11 25H2, made this morning' });
  transcript.note('from here it goes as in npm run demo: approval, notices, waves, report');
}
