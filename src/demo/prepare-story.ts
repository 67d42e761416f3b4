import { PERSONA_ADMIN } from '../sandbox/ids.ts';
import { STOCK_SUBNET_ID } from '../sandbox/world/azure-stock-machines.ts';
import { answer, press, quote, watchNewest } from './bench.ts';
import type { Bench } from './bench.ts';
import { customise, failOnce, importImage, planRollout, sealAgain } from './prepare-acts.ts';
import { listBrokenImagePromises, readTenant } from './prepare-promises.ts';
import { say } from './talk.ts';
import type { Town } from './town.ts';
import type { Transcript } from './transcript.ts';

const NAMES = { imageName: 'Contoso W11 November', imageVersion: '1.0.0', captureName: 'W11-November' };

/** One image from nothing to a plan that rolls it out. Answers every promise that was not kept. */
export async function playPrepareStory(town: Town, transcript: Transcript): Promise<readonly string[]> {
  const bench: Bench = { town, transcript, admin: town.servers.teams.persona(PERSONA_ADMIN) };
  await town.servers.teams.installForAll();
  const before = readTenant(town);
  transcript.scene('What cannot become an image');
  const spent = await refuseMachine(bench);
  transcript.scene('What can');
  await order(bench);
  const watch = await watchNewest(bench);
  transcript.scene('A machine to set up');
  await customise(bench, watch);
  transcript.scene('Only a copy is sealed');
  await failOnce(bench, watch);
  await sealAgain(bench, watch);
  transcript.scene('Into Windows 365');
  const build = await importImage(bench, watch);
  transcript.scene('And now the Cloud PCs');
  await planRollout(bench);
  return [...spent, ...(await listBrokenImagePromises(town, before, build))];
}

/** A machine that was right in 2021: refused, and nothing is spent on it. */
async function refuseMachine(bench: Bench): Promise<readonly string[]> {
  const { town, admin, transcript } = bench;
  const machine = town.tenant.azure.list('machine').find(({ generation }) => generation === 'V1');
  if (!machine) throw new Error('the tenant has no machine of Generation 1.');
  await say(town, admin, transcript, 'prepare image');
  await answer(bench, 'an existing machine', { start: 'machine' });
  await answer(bench, `${machine.name}, which is of Generation 1`, { machineId: machine.id });
  await answer(bench, 'the names that are proposed', {});
  await press(bench, 'Shall it begin', { button: 'Start' });
  const watch = await watchNewest(bench);
  await watch(({ trouble }) => trouble?.isFinal === true);
  const reason = 'We need a machine of Generation 2';
  await press(bench, `Prepare image · machine ${machine.name}`, {
    button: 'Give up for good',
    inputs: { reason },
    says: `gives up: “${reason}”`,
  });
  await watch(({ step }) => step === 'done');
  return tellSpent(bench);
}

/** The tenant's own word on what a refused source has cost. */
function tellSpent({ town, transcript }: Bench): readonly string[] {
  const acts = town.tenant.azure.history.length;
  if (acts > 0) return [`${acts} things were done in Azure for a source that was refused`];
  transcript.note('Azure’s own log: nothing was made, changed or started');
  return [];
}

/** The questions, with a multi-session image tried in between. */
async function order(bench: Bench): Promise<void> {
  const { town, admin, transcript } = bench;
  await say(town, admin, transcript, 'prepare image');
  await answer(bench, 'a Marketplace image', { start: 'marketplace' });
  await answer(bench, 'a resource group of its own', { group: 'rg-image-build', subnetId: STOCK_SUBNET_ID });
  await say(town, admin, transcript, 'windows-11 25h2');
  await say(town, admin, transcript, 'win11-25h2-avd');
  quote(bench, /✕/);
  await say(town, admin, transcript, 'win11-25h2-ent');
  await answer(bench, 'a managed image', { route: 'managed' });
  await answer(bench, 'four cores, no public address', {});
  await answer(bench, `“${NAMES.imageName}” ${NAMES.imageVersion}, and the machine goes afterwards`, NAMES);
  quote(bench, /^Cost/);
  await press(bench, 'Shall it begin', { button: 'Start' });
}
