import type { Refusal } from '../src/domain/refusal.ts';
import type { JsonObject } from './actions.ts';
import { bindPrepareQuestion, wordBlocked } from './ask-prepare.ts';
import type { PrepareState } from './ask-prepare.ts';
import { choiceField } from './fields.ts';
import { formatMoney } from './format.ts';

const ROUTES = [
  { title: 'Managed image: simple, made from a machine of security type Standard', value: 'managed' },
  { title: 'Gallery: versions of one definition, made from a machine with Trusted Launch', value: 'gallery' },
];

/** Managed image or gallery: it decides the security type of the machine, which cannot be changed later. */
export function bindAskRoute(ask: PrepareState & { readonly isExisting: boolean }): JsonObject {
  return bindPrepareQuestion(ask, {
    step: 'route',
    title: 'How should the image be kept in Azure?',
    lead: ask.isExisting
      ? 'It follows from the machine: a managed image cannot be made from a machine with Trusted Launch.'
      : 'The machine is made to fit, and this cannot be changed later.',
    fields: choiceField(ROUTES, { isExpanded: true })(ask, 'route'),
    note: 'Windows 365 takes managed images as a rule; images of a gallery are in preview there.',
  });
}

interface SizeOffer {
  readonly name: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly blocked: readonly Refusal[];
  readonly hourly: { readonly amount: number; readonly currency: string } | null;
}

const ADDRESSES = [
  { title: 'None: reached through your own network or a bastion', value: 'no' },
  { title: 'A public address of its own', value: 'yes' },
];

/** How large, and how it is reached. */
export function bindAskSize(ask: PrepareState & { readonly sizes: readonly SizeOffer[] }): JsonObject {
  const free = ask.sizes.filter(({ blocked }) => blocked.length === 0);
  const choices = free.map(({ name, cores, memoryGb, hourly }) => ({
    title: [name, `${cores} cores`, `${memoryGb} GB`, ...(hourly ? [`${formatMoney(hourly)} an hour`] : [])].join(
      ' · ',
    ),
    value: name,
  }));
  const hasAny = choices.length > 0;
  const size = choiceField(choices, { isExpanded: choices.length <= 6, isRequired: 'Please choose a size.' });
  return bindPrepareQuestion(ask, {
    step: 'size',
    title: 'How large should the machine be?',
    lead: hasAny
      ? 'It costs only while it runs. The size has no influence on the image.'
      : 'No size can be had in this region. Go back and choose another network.',
    fields: hasAny ? [...size(ask, 'size'), ...choiceField(ADDRESSES)(ask, 'publicIp')] : [],
    note: wordBlocked(ask.sizes),
    canContinue: hasAny,
  });
}
