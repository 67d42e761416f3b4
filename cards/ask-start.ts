import type { JsonObject } from './actions.ts';
import { bindPrepareQuestion, firstChoices, wordRest } from './ask-prepare.ts';
import type { PrepareState } from './ask-prepare.ts';
import { choiceField, textField } from './fields.ts';
import { listNames } from './lists.ts';
import { escapeText } from './format.ts';
import { say } from './text/say.ts';

const STARTS = ['marketplace', 'machine', 'image', 'source'] as const;

/** Where does the image come from? */
export function bindAskStart(ask: PrepareState): JsonObject {
  const starts = STARTS.map((start) => ({ title: say(`prepare.start-${start}`), value: start }));
  return bindPrepareQuestion(ask, {
    step: 'start',
    title: say('prepare.start-title'),
    lead: '',
    fields: choiceField(starts, { isExpanded: true, isRequired: say('prepare.start-choose') })(ask, 'start'),
    note: say('prepare.start-note'),
  });
}

export function bindAskSubscription(
  ask: PrepareState & { readonly subscriptions: readonly { readonly id: string; readonly name: string }[] },
): JsonObject {
  const choices = firstChoices(ask.subscriptions).map(({ id, name }) => ({ title: name, value: id }));
  return bindPrepareQuestion(ask, {
    step: 'subscription',
    title: say('prepare.subscription-title'),
    lead: '',
    fields: choiceField(choices, { isExpanded: choices.length <= 8, isRequired: say('prepare.subscription-choose') })(
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
    ...choiceField(choices, { isExpanded: choices.length <= 6, isRequired: say('prepare.subnet-choose') })(
      ask,
      'subnetId',
    ),
  ];
  return bindPrepareQuestion(ask, {
    step: 'place',
    title: say('prepare.place-title'),
    lead: say(hasAny ? 'prepare.place-lead' : 'prepare.place-none'),
    fields: hasAny ? fields : [],
    note: [groups === '' ? '' : say('prepare.groups', { names: groups }), wordRest(ask.subnets)]
      .filter((line) => hasAny && line !== '')
      .join('\n\n'),
    canContinue: hasAny,
  });
}
