import type { Refusal } from '../src/domain/refusal.ts';
import type { JsonObject } from './actions.ts';
import { bindPrepareQuestion, wordBlocked } from './ask-prepare.ts';
import type { PrepareState } from './ask-prepare.ts';
import { choiceField } from './fields.ts';
import { formatMoney } from './format.ts';
import { say } from './text/say.ts';

const ROUTES = ['managed', 'gallery'] as const;

/** Managed image or gallery: it decides the security type of the machine, which cannot be changed later. */
export function bindAskRoute(ask: PrepareState & { readonly isExisting: boolean }): JsonObject {
  const routes = ROUTES.map((route) => ({ title: say(`prepare.route-${route}`), value: route }));
  return bindPrepareQuestion(ask, {
    step: 'route',
    title: say('prepare.route-title'),
    lead: say(ask.isExisting ? 'prepare.route-lead-existing' : 'prepare.route-lead'),
    fields: choiceField(routes, { isExpanded: true })(ask, 'route'),
    note: say('prepare.route-note'),
  });
}

interface SizeOffer {
  readonly name: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly blocked: readonly Refusal[];
  readonly hourly: { readonly amount: number; readonly currency: string } | null;
}

/** How large, and how it is reached. */
export function bindAskSize(ask: PrepareState & { readonly sizes: readonly SizeOffer[] }): JsonObject {
  const free = ask.sizes.filter(({ blocked }) => blocked.length === 0);
  const choices = free.map(({ name, cores, memoryGb, hourly }) => ({
    title: [
      name,
      say('prepare.cores', { n: cores }),
      `${memoryGb} GB`,
      ...(hourly ? [say('prepare.an-hour', { money: formatMoney(hourly) })] : []),
    ].join(' · '),
    value: name,
  }));
  const addresses = [
    { title: say('prepare.address-none'), value: 'no' },
    { title: say('prepare.address-own'), value: 'yes' },
  ];
  const hasAny = choices.length > 0;
  const size = choiceField(choices, { isExpanded: choices.length <= 6, isRequired: say('prepare.size-choose') });
  return bindPrepareQuestion(ask, {
    step: 'size',
    title: say('prepare.size-title'),
    lead: say(hasAny ? 'prepare.size-lead' : 'prepare.size-none'),
    fields: hasAny ? [...size(ask, 'size'), ...choiceField(addresses)(ask, 'publicIp')] : [],
    note: wordBlocked(ask.sizes),
    canContinue: hasAny,
  });
}
