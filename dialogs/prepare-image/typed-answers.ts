import type { PrepareDraft, PrepareField } from '../../src/domain/prepare-draft.ts';
import { findByName, findChoice, YES } from '../typed-choice.ts';
import type { Choice } from '../typed-choice.ts';
import { listOwnMachines, nameMarket } from './offers.ts';
import type { PrepareStep } from './step.ts';
import type { PrepareWorld } from './world.ts';

/** What typed words mean as answers to the open question; undefined when they are none. "ok" takes what the card shows. */
export function readTyped(step: PrepareStep, text: string, world: PrepareWorld): PrepareDraft | undefined {
  const said = text.trim();
  return step === 'start' || !YES.test(said) ? READERS[step](said, world) : {};
}

const READERS: Readonly<Record<PrepareStep, (text: string, world: PrepareWorld) => PrepareDraft | undefined>> = {
  start: readStart,
  subscription: (text, { catalogue }) => choose('subscription', text, catalogue.subscriptions),
  place: readPlace,
  search: (text) => ({ search: text }),
  market: readMarket,
  machine: readMachine,
  image: (text, { catalogue }) => choose('imageId', text, catalogue.azureImages),
  source: (text, { catalogue }) =>
    choose(
      'sourceId',
      text,
      catalogue.visibleSources.map(({ resourceId, name }) => ({ id: resourceId, name })),
    ),
  route: readRoute,
  size: readSize,
  names: (text) => readChanges(text, NAME_WORDS),
  confirm: (text) => (/^(start|begin|do it|build( it)?|start (it|now))[.!]?$/i.test(text) ? {} : undefined),
};

const START_WORDS: readonly (readonly [RegExp, string])[] = [
  [/^(1|a|.*\bmarket ?place\b.*)$/i, 'marketplace'],
  [/^(2|b|.*\b(existing|machine|vm)\b.*)$/i, 'machine'],
  [/^(4|d|.*\b(source|sees|seen|windows 365)\b.*)$/i, 'source'],
  [/^(3|c|.*\b(azure|image|gallery|managed)\b.*)$/i, 'image'],
];

function readStart(text: string): PrepareDraft | undefined {
  const said = text.replace(/[.!)]+$/, '');
  const start = START_WORDS.find(([pattern]) => pattern.test(said))?.[1];
  return start === undefined ? undefined : { start };
}

function choose(field: PrepareField, text: string, choices: readonly Choice[]): PrepareDraft | undefined {
  const chosen = findChoice(text, choices);
  return chosen && { [field]: chosen.id };
}

const PLACE_WORDS: readonly (readonly [RegExp, PrepareField])[] = [
  [/^(?:resource )?group\b/i, 'group'],
  [/^(?:subnet|network)\b/i, 'subnetId'],
];

/** "2", "build", "vnet/build", or "group rg-images; subnet build". */
function readPlace(text: string, { catalogue }: PrepareWorld): PrepareDraft | undefined {
  const { subnets } = catalogue;
  const numbered = subnets.map(({ id, network, name }) => ({ id, name: `${network}/${name}` }));
  const named = subnets.filter(({ name }) => subnets.filter((other) => other.name === name).length === 1);
  const find = (said: string) => findChoice(said, numbered) ?? findByName(said, named);
  const alone = find(text);
  if (alone) return { subnetId: alone.id };
  const changes = readChanges(text, PLACE_WORDS);
  if (changes?.subnetId === undefined) return changes;
  return { ...changes, subnetId: find(changes.subnetId)?.id ?? changes.subnetId };
}

/** A number or a SKU of the list; anything else is looked for. */
function readMarket(text: string, { market }: PrepareWorld): PrepareDraft {
  const free = market.filter(({ blocked }) => blocked.length === 0);
  const named = (lines: typeof market) => lines.map((line) => ({ id: nameMarket(line), name: line.sku }));
  const wanted = text.toLowerCase();
  const exact = named(market).find(({ id, name }) => id.toLowerCase() === wanted || name.toLowerCase() === wanted);
  const chosen =
    exact ?? (/^(?:number |no\.? ?|#)?\d{1,3}[.)]?$/i.test(text) ? findChoice(text, named(free)) : undefined);
  return chosen ? { market: chosen.id } : { search: text.replace(/^(?:search|find|look)(?: for)?\b[:\s]*/i, '') };
}

const MACHINE_WORDS: readonly (readonly [RegExp, PrepareField])[] = [
  [/^(?:resource )?group\b/i, 'machineGroup'],
  [/^machine\b/i, 'machineId'],
];

function readMachine(text: string, { catalogue }: PrepareWorld): PrepareDraft | undefined {
  const machines = listOwnMachines(catalogue);
  const alone = findChoice(text, machines);
  if (alone) return { machineId: alone.id };
  const changes = readChanges(text, MACHINE_WORDS);
  if (changes?.machineId === undefined) return changes;
  return { ...changes, machineId: findChoice(changes.machineId, machines)?.id ?? changes.machineId };
}

function readRoute(text: string): PrepareDraft | undefined {
  if (/^1[.)]?$|\b(managed|standard)\b/i.test(text)) return { route: 'managed' };
  return /^2[.)]?$|\b(gallery|trusted)\b/i.test(text) ? { route: 'gallery' } : undefined;
}

const SIZE_WORDS: readonly (readonly [RegExp, PrepareField])[] = [
  [/^size\b/i, 'size'],
  [/^(?:public )?(?:ip|address)\b/i, 'publicIp'],
];

/** "Standard_D4ds_v5", "2", or "size …; public ip yes". */
function readSize(text: string, { sizes }: PrepareWorld): PrepareDraft | undefined {
  const free = sizes.filter(({ blocked }) => blocked.length === 0).map(({ name }) => ({ id: name, name }));
  const all = sizes.map(({ name }) => ({ id: name, name }));
  const find = (said: string) => findChoice(said, free) ?? findByName(said, all);
  const alone = find(text);
  if (alone) return { size: alone.id };
  const bare = /^(no|with(?:out)?(?: an?)?) public (?:ip|address)$/i.exec(text)?.[1];
  if (bare !== undefined) return { publicIp: /^with(?!out)/i.test(bare) ? 'yes' : 'no' };
  const changes = readChanges(text, SIZE_WORDS);
  return changes?.size === undefined ? changes : { ...changes, size: find(changes.size)?.id ?? changes.size };
}

const NAME_WORDS: readonly (readonly [RegExp, PrepareField])[] = [
  [/^(?:capture|managed image|azure)(?: name)?\b/i, 'captureName'],
  [/^gallery version\b/i, 'captureVersion'],
  [/^gallery\b/i, 'gallery'],
  [/^definition\b/i, 'definition'],
  [/^(?:image )?version\b/i, 'imageVersion'],
  [/^(?:image )?name\b/i, 'imageName'],
  [/^keep(?: (?:the )?machine)?\b/i, 'keep'],
];

/** "word value; word value", each word naming a field. */
function readChanges(text: string, words: readonly (readonly [RegExp, PrepareField])[]): PrepareDraft | undefined {
  const parts = text
    .split(/[;\n]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const changes = parts.map((part) => readChange(part, words));
  if (changes.length === 0 || changes.includes(undefined)) return undefined;
  return Object.assign({}, ...changes) as PrepareDraft;
}

function readChange(part: string, words: readonly (readonly [RegExp, PrepareField])[]): PrepareDraft | undefined {
  const word = words.find(([pattern]) => pattern.test(part));
  if (!word) return undefined;
  const [pattern, field] = word;
  const value = part.replace(pattern, '').replace(/^\s*(?:is|=|:)?\s*/i, '');
  return value === '' ? undefined : { [field]: value };
}
