import { bindPrepareQuestion } from './ask-prepare.ts';
import type { PrepareState } from './ask-prepare.ts';
import type { JsonObject } from './actions.ts';
import { escapeText, formatMoney } from './format.ts';
import { say } from './text/say.ts';

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
    title: say('prepare.begin-title'),
    lead: say(`prepare.begin-${summary.start}`),
    fields: [
      {
        type: 'FactSet',
        facts: listFacts(summary).map(([title, value]) => ({ title, value: escapeText(value) || '–' })),
      },
      ...Object.values(ask.problems).map((problem) => complain(problem ?? '')),
    ],
    note: wordCost(summary),
    goOn: say('prepare.begin'),
  });
}

function listFacts(summary: BeginSummary): readonly (readonly [title: string, value: string])[] {
  const { machine, quota } = summary;
  const after = say(summary.keepsMachine ? 'prepare.after-keep' : 'prepare.after-delete');
  return [
    [say('prepare.fact-from'), summary.from],
    [say('prepare.fact-where'), summary.place],
    ...(machine ? ([[say('prepare.fact-machine'), machine.size]] as const) : []),
    ...(machine ? ([[say('prepare.fact-network'), wordNetwork(machine)]] as const) : []),
    ...(quota ? ([[say('prepare.fact-cores'), wordQuota(quota)]] as const) : []),
    ...(summary.keptAs === '' ? [] : ([[say('prepare.fact-kept-as'), summary.keptAs]] as const)),
    [say('prepare.fact-in-windows-365'), summary.image],
    ...(machine ? ([[say('prepare.fact-afterwards'), after]] as const) : []),
  ];
}

function wordNetwork({ network, hasPublicIp }: NonNullable<BeginSummary['machine']>): string {
  return say(hasPublicIp ? 'prepare.network-public' : 'prepare.network-private', { network });
}

function wordQuota({ name, used, limit, needed }: NonNullable<BeginSummary['quota']>): string {
  const free = Math.max(0, limit - used);
  return say(free >= needed ? 'prepare.quota' : 'prepare.quota-short', { needed, free, name });
}

function wordCost({ start, hourly }: BeginSummary): string {
  if (start !== 'marketplace') return say(`prepare.cost-${start}`);
  if (!hourly) return say('prepare.cost-unknown');
  const day = formatMoney({ ...hourly, amount: hourly.amount * DAY_HOURS });
  return say('prepare.cost', { hourly: formatMoney(hourly), day, hours: DAY_HOURS });
}

function complain(problem: string): JsonObject {
  return { type: 'TextBlock', text: `✕ ${escapeText(problem)}`, color: 'Attention', weight: 'Bolder', wrap: true };
}
