import { bindNote } from '../../cards/note.ts';
import { say } from '../../cards/text/say.ts';
import type { JsonObject } from '../../cards/actions.ts';
import type { BuildSource } from '../domain/build/request.ts';
import type { PrepareCatalogue } from '../workflow/commands-build-api.ts';

interface Candidate {
  readonly name: string;
  readonly what: string;
  readonly source: BuildSource;
  readonly id: string;
}

/** The one image or machine of that name or ARM id; undefined when there is none or more than one. */
export function findSource(catalogue: PrepareCatalogue, name: string): BuildSource | undefined {
  const wanted = name.replace(/[?.!]+$/, '').toLowerCase();
  if (wanted === '') return undefined;
  const all = listCandidates(catalogue);
  const exact = all.filter((one) => one.id.toLowerCase() === wanted || one.name.toLowerCase() === wanted);
  const found = exact.length > 0 ? exact : all.filter((one) => one.name.toLowerCase().startsWith(wanted));
  const ids = new Set(found.map(({ id }) => id.toLowerCase()));
  if (ids.size === 1) return found[0]?.source;
  return ids.size === 0 ? readId(wanted, name) : undefined;
}

/** A button for each image and machine that can be checked. */
export function chooseSource(catalogue: PrepareCatalogue, name: string): JsonObject {
  const all = listCandidates(catalogue);
  const near = all.filter((one) => one.name.toLowerCase().includes(name.toLowerCase()));
  const offered = near.length > 0 ? near : all;
  const lead = say('builds-chat.check-lead');
  if (offered.length === 0) return bindNote({ title: say('builds-chat.check-none'), lead });
  return bindNote({
    title: name === '' || near.length > 0 ? say('builds-chat.check-which') : say('builds-chat.check-unseen', { name }),
    lead,
    lines: offered.slice(0, MAX_LINES).map(({ name: its, what }) => say('builds-chat.check-line', { name: its, what })),
    buttons: offered.map((one) => ({ title: one.name, text: `check image ${one.id}` })),
  });
}

const MAX_LINES = 20;

/** Images first. What Windows 365 sees already may be one of the images of Azure: it is listed once. */
function listCandidates({ azureImages, visibleSources, machines }: PrepareCatalogue): readonly Candidate[] {
  const images = azureImages.map(({ id, name, kind }) => toImage(id, name, say(`builds-chat.azure-${kind}`)));
  const visible = visibleSources.map(({ resourceId, name, kind }) =>
    toImage(resourceId, name, say(`builds-chat.visible-${kind}`)),
  );
  const others = visible.filter(({ id }) => !images.some((image) => image.id.toLowerCase() === id.toLowerCase()));
  const own = machines.filter(({ buildId }) => buildId === null);
  const found = own.map(({ id, name, size }) => toMachine(id, name, say('builds-chat.machine', { size })));
  return [...images, ...others, ...found];
}

function toImage(id: string, name: string, what: string): Candidate {
  return { id, name, what, source: { kind: 'image', imageId: id } };
}

function toMachine(id: string, name: string, what: string): Candidate {
  return { id, name, what, source: { kind: 'machine', machineId: id } };
}

/** An id of something in another subscription. */
function readId(wanted: string, id: string): BuildSource | undefined {
  if (!wanted.startsWith('/subscriptions/')) return undefined;
  return wanted.includes('/virtualmachines/') ? { kind: 'machine', machineId: id } : { kind: 'image', imageId: id };
}
