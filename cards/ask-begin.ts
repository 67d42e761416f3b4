import { bindPrepareQuestion } from './ask-prepare.ts';
import type { PrepareState } from './ask-prepare.ts';
import type { JsonObject } from './actions.ts';
import { escapeText, formatMoney, formatNumber } from './format.ts';

/** Everything that was answered, for people: plain text. */
export interface BeginSummary {
  readonly start: 'marketplace' | 'machine' | 'image';
  /** The Marketplace image, machine or image. */
  readonly from: string;
  readonly place: string;
  readonly machine: { readonly size: string; readonly network: string; readonly hasPublicIp: boolean } | null;
  readonly keptAs: string;
  readonly image: string;
  readonly keepsMachine: boolean;
  readonly hourly: { readonly amount: number; readonly currency: string } | null;
  readonly quota: {
    readonly name: string;
    readonly used: number;
    readonly limit: number;
    readonly needed: number;
  } | null;
}

/** Hours of a working day, for a figure that people can picture. */
const DAY_HOURS = 8;

/** All answers in plain words, what it costs, and the one button that begins. */
export function bindAskBegin(ask: PrepareState & { readonly summary: BeginSummary }): JsonObject {
  const { summary } = ask;
  return bindPrepareQuestion(ask, {
    step: 'confirm',
    title: 'Shall it begin?',
    lead: LEADS[summary.start],
    fields: [
      {
        type: 'FactSet',
        facts: listFacts(summary).map(([title, value]) => ({ title, value: escapeText(value) || '–' })),
      },
      ...Object.values(ask.problems).map((problem) => complain(problem ?? '')),
    ],
    note: wordCost(summary),
    goOn: 'Start',
  });
}

const LEADS: Readonly<Record<BeginSummary['start'], string>> = {
  marketplace:
    'Repave checks the image, makes a machine from it, and waits while you set the machine up. Then it seals a copy, keeps it as an image, and imports that when you say so.',
  machine:
    'Repave checks the machine and waits until you say that it is ready. Then it copies its disk, seals the copy, keeps it as an image, and imports that when you say so. The machine stays.',
  image: 'Repave checks the image and imports it when you say so. It makes nothing else in Azure.',
};

function listFacts(summary: BeginSummary): readonly (readonly [title: string, value: string])[] {
  const { machine, quota } = summary;
  const network = machine
    ? `${machine.network}, ${machine.hasPublicIp ? 'with a public address' : 'no public address'}`
    : '';
  return [
    ['From', summary.from],
    ['Where', summary.place],
    ...(machine ? ([['Machine', machine.size]] as const) : []),
    ...(machine ? ([['Network', network]] as const) : []),
    ...(quota ? ([['Cores', wordQuota(quota)]] as const) : []),
    ...(summary.keptAs === '' ? [] : ([['Kept as', summary.keptAs]] as const)),
    ['In Windows 365', summary.image],
    ...(machine ? ([['Afterwards', AFTERWARDS[summary.keepsMachine ? 'keep' : 'delete']]] as const) : []),
  ];
}

const AFTERWARDS = {
  keep: 'the machine is kept, switched off',
  delete: 'the machine and everything else but the image is deleted',
};

function wordQuota({ name, used, limit, needed }: NonNullable<BeginSummary['quota']>): string {
  const free = Math.max(0, limit - used);
  const enough = free >= needed ? '' : ': too few';
  return `needs ${formatNumber(needed)} of ${formatNumber(free)} free (${name})${enough}`;
}

function wordCost({ start, hourly }: BeginSummary): string {
  if (start === 'image') return 'It costs nothing in Azure beyond what the image costs already.';
  if (start === 'machine')
    return 'Cost: the copy runs for about an hour while it is sealed; its disk and the stored image are charged by size.';
  const disks = 'The disks and the stored image come on top, charged by size.';
  if (!hourly)
    return `Cost: the machine is charged by the hour while it runs; the list price is not known here. ${disks}`;
  const day = formatMoney({ ...hourly, amount: hourly.amount * DAY_HOURS });
  return `Cost: about ${formatMoney(hourly)} an hour while the machine runs, so about ${day} for a working day of ${DAY_HOURS} hours (list price). ${disks}`;
}

function complain(problem: string): JsonObject {
  return { type: 'TextBlock', text: `✕ ${escapeText(problem)}`, color: 'Attention', weight: 'Bolder', wrap: true };
}
