import type { BeginSummary } from '../../cards/ask-begin.ts';
import { say } from '../../cards/text/say.ts';
import { PREPARE_FIELDS } from '../../src/domain/prepare-draft.ts';
import type { PrepareDraft } from '../../src/domain/prepare-draft.ts';
import { findThing } from './offers.ts';
import type { PrepareWorld } from './world.ts';

/** The answers in words, for the card that asks whether to begin. */
export function summarise(given: PrepareDraft, world: PrepareWorld): BeginSummary {
  const draft = { ...NOTHING, ...given };
  const start = STARTS[draft.start] ?? 'image';
  const { size } = draft;
  const machine = { size, network: nameNetwork(draft, world), hasPublicIp: draft.publicIp === 'yes' };
  return {
    start,
    from: start === 'marketplace' ? nameMarket(draft) : findThing(world.catalogue, idOf(draft)).name,
    place: namePlace(draft, world),
    machine: start === 'marketplace' ? machine : null,
    keptAs: start === 'image' ? '' : nameCapture(draft),
    image: `${draft.imageName} ${draft.imageVersion}`,
    keepsMachine: draft.keep === 'yes',
    hourly: readPrice(draft),
    quota: world.quota,
  };
}

const STARTS: Readonly<Record<string, BeginSummary['start']>> = { marketplace: 'marketplace', machine: 'machine' };

type Answered = Readonly<Record<keyof PrepareDraft, string>>;

const NOTHING = Object.fromEntries([...PREPARE_FIELDS, 'region', 'hourly'].map((field) => [field, ''])) as Answered;

function readPrice({ hourly }: Answered): BeginSummary['hourly'] {
  const [amount = '', currency = ''] = hourly.split(' ');
  return currency === '' ? null : { amount: Number(amount), currency };
}

function idOf({ start, machineId, imageId, sourceId }: Answered): string {
  if (start === 'machine') return machineId;
  return start === 'source' ? sourceId : imageId;
}

/** "windows-ent-cpc · win11-25h2-ent-cpc · 26200.4946.250810" */
function nameMarket({ market }: Answered): string {
  return market.split(':').slice(1).join(' · ');
}

function namePlace(draft: Answered, { catalogue }: PrepareWorld): string {
  const subscription = catalogue.subscriptions.find(({ id }) => id === draft.subscription)?.name ?? '';
  const own = /\/resourceGroups\/([^/]+)\//i.exec(idOf(draft))?.[1] ?? '';
  const group = draft.start === 'marketplace' ? draft.group : draft.machineGroup || own;
  return [group, draft.region, draft.start === 'source' ? '' : subscription].filter((part) => part !== '').join(', ');
}

function nameNetwork({ subnetId }: Answered, { catalogue }: PrepareWorld): string {
  const subnet = catalogue.subnets.find(({ id }) => id === subnetId);
  return subnet ? `${subnet.network}/${subnet.name}` : '';
}

function nameCapture({ route, captureName, gallery, definition, captureVersion }: Answered): string {
  if (route !== 'gallery') return say('prepare.kept-managed', { name: captureName });
  return say('prepare.kept-gallery', { gallery, definition, version: captureVersion });
}
