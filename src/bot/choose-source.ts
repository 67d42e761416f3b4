import { bindChooseSource } from '../../cards/choose-source.ts';
import type { SourceLine } from '../../cards/choose-source.ts';
import type { JsonObject } from '../../cards/actions.ts';
import type { BuildSource } from '../domain/build/request.ts';
import type { PrepareCatalogue } from '../workflow/commands-build-api.ts';

/** The one image or machine of that name or ARM id; undefined when there is none or more than one. */
export function findSource(catalogue: PrepareCatalogue, name: string): BuildSource | undefined {
  const wanted = name.replace(/[?.!]+$/, '').toLowerCase();
  if (wanted === '') return undefined;
  const all = listCandidates(catalogue);
  const exact = all.filter((one) => one.id.toLowerCase() === wanted || one.name.toLowerCase() === wanted);
  const found = exact.length > 0 ? exact : all.filter((one) => one.name.toLowerCase().startsWith(wanted));
  const [first] = found;
  const ids = new Set(found.map(({ id }) => id.toLowerCase()));
  if (first && ids.size === 1) return sourceOf(first);
  return ids.size === 0 ? readId(wanted, name) : undefined;
}

/** A button for each image and machine that can be checked; those whose name is near come alone. */
export function chooseSource(catalogue: PrepareCatalogue, name: string): JsonObject {
  const all = listCandidates(catalogue);
  const near = all.filter((one) => one.name.toLowerCase().includes(name.toLowerCase()));
  return near.length > 0 ? bindChooseSource(near, '') : bindChooseSource(all, name);
}

/** Images first. What Windows 365 sees already may be one of the images of Azure: it is listed once. */
function listCandidates({ azureImages, visibleSources, machines }: PrepareCatalogue): readonly SourceLine[] {
  const images = azureImages.map(({ id, name, kind }): SourceLine => ({ id, name, what: { kind: `azure-${kind}` } }));
  const visible = visibleSources.map(
    ({ resourceId, name, kind }): SourceLine => ({ id: resourceId, name, what: { kind: `visible-${kind}` } }),
  );
  const others = visible.filter(({ id }) => !images.some((image) => image.id.toLowerCase() === id.toLowerCase()));
  const own = machines.filter(({ buildId }) => buildId === null);
  const found = own.map(({ id, name, size }): SourceLine => ({ id, name, what: { kind: 'machine', size } }));
  return [...images, ...others, ...found];
}

function sourceOf({ id, what }: SourceLine): BuildSource {
  return what.kind === 'machine' ? { kind: 'machine', machineId: id } : { kind: 'image', imageId: id };
}

/** An id of something in another subscription. */
function readId(wanted: string, id: string): BuildSource | undefined {
  if (!wanted.startsWith('/subscriptions/')) return undefined;
  return wanted.includes('/virtualmachines/') ? { kind: 'machine', machineId: id } : { kind: 'image', imageId: id };
}
