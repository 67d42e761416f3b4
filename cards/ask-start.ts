import type { JsonObject } from './actions.ts';
import { bindPrepareQuestion, firstChoices, wordRest } from './ask-prepare.ts';
import type { PrepareState } from './ask-prepare.ts';
import { choiceField, textField } from './fields.ts';
import { listNames } from './lists.ts';
import { escapeText } from './format.ts';

const STARTS = [
  { title: 'A Marketplace image: Repave makes a machine for you to set up', value: 'marketplace' },
  { title: 'An existing machine: a copy of it becomes the image, the machine stays', value: 'machine' },
  { title: 'An image in Azure: a managed image or a version in a gallery', value: 'image' },
  { title: 'A source image that Windows 365 sees already', value: 'source' },
];

/** Where does the image come from? */
export function bindAskStart(ask: PrepareState): JsonObject {
  return bindPrepareQuestion(ask, {
    step: 'start',
    title: 'Where should the image start?',
    lead: '',
    fields: choiceField(STARTS, { isExpanded: true, isRequired: 'Please choose where to start.' })(ask, 'start'),
    note: 'Nothing is made in Azure before the last question is answered.',
  });
}

export function bindAskSubscription(
  ask: PrepareState & { readonly subscriptions: readonly { readonly id: string; readonly name: string }[] },
): JsonObject {
  const choices = firstChoices(ask.subscriptions).map(({ id, name }) => ({ title: name, value: id }));
  return bindPrepareQuestion(ask, {
    step: 'subscription',
    title: 'In which Azure subscription?',
    lead: '',
    fields: choiceField(choices, { isExpanded: choices.length <= 8, isRequired: 'Please choose a subscription.' })(
      ask,
      'subscription',
    ),
  });
}

interface SubnetOffer {
  readonly id: string;
  readonly network: string;
  readonly name: string;
  readonly region: string;
}

const GROUPS_SHOWN = 8;

/** Where the machine stands: a subnet fixes the region, too. */
export function bindAskPlace(
  ask: PrepareState & { readonly groups: readonly string[]; readonly subnets: readonly SubnetOffer[] },
): JsonObject {
  const choices = firstChoices(ask.subnets).map(({ id, network, name, region }) => ({
    title: `${network}/${name} · ${region}`,
    value: id,
  }));
  const groups = listNames(ask.groups, { cap: GROUPS_SHOWN, word: (name) => escapeText(name, 90) });
  const hasAny = choices.length > 0;
  const fields = [
    ...textField('rg-images')(ask, 'group'),
    ...choiceField(choices, { isExpanded: choices.length <= 6, isRequired: 'Please choose a subnet.' })(
      ask,
      'subnetId',
    ),
  ];
  return bindPrepareQuestion(ask, {
    step: 'place',
    title: 'Where should the machine stand?',
    lead: hasAny
      ? 'Everything that is made stands in this one resource group, in the region of the subnet.'
      : 'There is no network in this subscription that Repave may see. Make one, or give Repave the right to read it, then start again.',
    fields: hasAny ? fields : [],
    note: [groups === '' ? '' : `Known resource groups: ${groups}`, wordRest(ask.subnets)]
      .filter((line) => hasAny && line !== '')
      .join('\n\n'),
    canContinue: hasAny,
  });
}
