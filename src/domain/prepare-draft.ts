import type { BuildPlace, BuildRequest, BuildSource, CaptureTarget, MachineSpec } from './build/request.ts';
import * as fields from './prepare-fields.ts';
import type { PrepareRead, Start } from './prepare-fields.ts';
import { accept, refusal, refuse } from './refusal.ts';
import type { Refusal, Result } from './refusal.ts';

/** The questions of `prepare image`, by the id of their input, in the order in which they are asked. Every answer is text. */
export const PREPARE_FIELDS = [
  'start',
  'subscription',
  'group',
  'subnetId',
  'search',
  'market',
  'machineId',
  'machineGroup',
  'imageId',
  'sourceId',
  'route',
  'size',
  'publicIp',
  'captureName',
  'gallery',
  'definition',
  'captureVersion',
  'imageName',
  'imageVersion',
  'keep',
] as const;
export type PrepareField = (typeof PREPARE_FIELDS)[number];

/**
 * Answers so far. Two are nobody's answers: `region` comes with the subnet, machine or image that was chosen, `hourly` ("0.42 USD", ''
 * when nobody says) with the size.
 */
export type PrepareDraft = Readonly<Partial<Record<PrepareField | 'region' | 'hourly', string>>>;

/** Microsoft's images for Cloud PCs, its own start for custom ones (learn.microsoft.com, Windows 365 device images). */
const DEFAULT_SEARCH = 'windows-ent-cpc';
/** Four cores, as most Cloud PCs have; offered where it can be had. */
export const DEFAULT_SIZE = 'Standard_D4ds_v5';
/** The rules that a new build is held against. */
const RULE_SET = '2026-09';

/** The answers that are offered before anybody has said anything. */
export function defaultPrepareDraft(): PrepareDraft {
  return { search: DEFAULT_SEARCH, route: 'managed', publicIp: 'no', keep: 'no' };
}

/**
 * The build that these answers mean, or a `bad-field` refusal for every field that cannot be read, in the order of the questions.
 * Answers that belong to another start or another route are passed over.
 */
export function parsePrepareDraft(draft: PrepareDraft): Result<BuildRequest> {
  const problems: Refusal[] = [];
  function read<T>(field: PrepareField, parse: (text: string) => PrepareRead<T>, instead: T): T {
    const answer = parse((draft[field] ?? '').trim());
    if ('value' in answer) return answer.value;
    problems.push(refusal('bad-field', { field, problem: answer.problem, ...answer.facts }));
    return instead;
  }
  const start = read('start', fields.readStart, 'marketplace');
  const place = readPlace(draft, start, read);
  const source = readSource(start, read);
  const capture = start === 'marketplace' || start === 'machine' ? readCapture(read) : null;
  const request: BuildRequest = {
    ...{ source, place, capture, ruleSet: RULE_SET },
    machine: start === 'marketplace' ? readMachine(read) : null,
    image: {
      name: read('imageName', fields.readImageName, ''),
      version: read('imageVersion', fields.readVersion, ''),
    },
    keepMachine: start === 'marketplace' && read('keep', fields.readYesNo, false),
  };
  return problems.length === 0 ? accept(request) : refuse(...problems);
}

/** Where these answers start from; undefined while that is open. */
export function findSource(draft: PrepareDraft): BuildSource | undefined {
  const start = fields.readStart(draft.start ?? '');
  if (!('value' in start)) return undefined;
  const missing: string[] = [];
  const source = readSource(start.value, (field, parse, instead) => {
    const answer = parse((draft[field] ?? '').trim());
    if ('value' in answer) return answer.value;
    missing.push(field);
    return instead;
  });
  return missing.length === 0 ? source : undefined;
}

type Read = <T>(field: PrepareField, parse: (text: string) => PrepareRead<T>, instead: T) => T;

/** Everything of a machine's copies stands beside the machine, unless another group was named. */
function readPlace(draft: PrepareDraft, start: Start, read: Read): BuildPlace {
  const region = draft.region ?? '';
  if (start === 'marketplace') {
    const subscriptionId = read('subscription', fields.readSubscription, '');
    return { subscriptionId, resourceGroup: read('group', fields.readGroup, ''), region };
  }
  const id = draft[ID_FIELDS[start]] ?? '';
  const { subscriptionId, resourceGroup } = fields.findArmPlace(id) ?? { subscriptionId: '', resourceGroup: '' };
  const other = start === 'machine' && (draft.machineGroup ?? '').trim() !== '';
  return { subscriptionId, resourceGroup: other ? read('machineGroup', fields.readGroup, '') : resourceGroup, region };
}

/** The answer that names the thing to start from. */
const ID_FIELDS = { machine: 'machineId', image: 'imageId', source: 'sourceId' } as const;

const NO_MARKET = { kind: 'marketplace', publisher: '', offer: '', sku: '', version: '' } as const;

function readSource(start: Start, read: Read): BuildSource {
  if (start === 'marketplace') return read('market', fields.readMarket, NO_MARKET);
  const id = read(ID_FIELDS[start], fields.readArmId, '');
  return start === 'machine' ? { kind: 'machine', machineId: id } : { kind: 'image', imageId: id };
}

function readCapture(read: Read): CaptureTarget {
  const route = read('route', fields.readRoute, 'managed');
  if (route === 'managed') return { route, name: read('captureName', fields.readResourceName, '') };
  return {
    route,
    gallery: read('gallery', fields.readGalleryName, ''),
    definition: read('definition', fields.readResourceName, ''),
    version: read('captureVersion', fields.readVersion, ''),
  };
}

function readMachine(read: Read): MachineSpec {
  return {
    subnetId: read('subnetId', fields.readSubnet, ''),
    size: read('size', fields.readSize, ''),
    publicIp: read('publicIp', fields.readYesNo, false),
  };
}
