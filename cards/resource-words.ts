import type { BuildRequest } from '../src/domain/build/request.ts';
import { escapeText } from './format.ts';
import { say } from './text/say.ts';

/** The name in an ARM id as people know it: "W11-GOLD", or "gallery/definition/version". Escaped. */
export function nameResource(id: string): string {
  const parts = id.split('/').filter((part) => part !== '');
  const gallery = parts.findIndex((part) => part.toLowerCase() === 'galleries');
  const names = gallery < 0 ? parts.slice(-1) : [parts[gallery + 1], parts[gallery + 3], parts[gallery + 5]];
  return escapeText(names.filter((name) => name !== undefined).join('/'), 160);
}

/** Where a build starts, in a phrase. Escaped. */
export function wordSource({ source }: BuildRequest): string {
  switch (source.kind) {
    case 'marketplace':
      return say('build-machine.source-market', {
        sku: escapeText(source.sku, 80),
        version: escapeText(source.version, 40),
      });
    case 'machine':
      return say('build-machine.source-machine', { name: nameResource(source.machineId) });
    case 'image':
      return say('build-machine.source-image', { name: nameResource(source.imageId) });
  }
}

/** Where the captured image stands, or will stand. Escaped; '' when the source is an image already. */
export function wordCapture({ capture, place }: BuildRequest): string {
  if (capture === null) return '';
  const where = { group: escapeText(place.resourceGroup, 90), region: escapeText(place.region, 40) };
  if (capture.route === 'managed')
    return say('build-machine.capture-managed', { ...where, name: escapeText(capture.name, 80) });
  const { gallery, definition, version } = capture;
  const name = escapeText(`${gallery}/${definition}/${version}`, 200);
  return say('build-machine.capture-gallery', { ...where, name });
}
