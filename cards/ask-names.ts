import type { JsonObject } from './actions.ts';
import { bindPrepareQuestion } from './ask-prepare.ts';
import type { PrepareState } from './ask-prepare.ts';
import { besides, choiceField, textField } from './fields.ts';
import { escapeText } from './format.ts';
import { listNames } from './lists.ts';
import { say } from './text/say.ts';

const DEFINITIONS_SHOWN = 6;

/** What everything is called. `definitions` are "gallery/definition", known ones. */
export function bindAskNames(
  ask: PrepareState & {
    readonly keeps: 'managed' | 'gallery' | 'nothing';
    readonly hasMachine: boolean;
    readonly definitions: readonly string[];
  },
): JsonObject {
  const definitions = listNames(ask.definitions, { cap: DEFINITIONS_SHOWN, word: (name) => escapeText(name, 160) });
  const afterwards = [
    { title: say('prepare.keep-no'), value: 'no' },
    { title: say('prepare.keep-yes'), value: 'yes' },
  ];
  return bindPrepareQuestion(ask, {
    step: 'names',
    title: say('prepare.names-title'),
    lead: say('prepare.names-lead'),
    fields: [
      besides(textField('Contoso W11 25H2')(ask, 'imageName'), textField('1.0.0')(ask, 'imageVersion')),
      ...bindCapture(ask),
      ...(ask.hasMachine ? choiceField(afterwards)(ask, 'keep') : []),
    ],
    note: ask.keeps === 'gallery' && definitions !== '' ? say('prepare.definitions', { names: definitions }) : '',
  });
}

function bindCapture(ask: Parameters<typeof bindAskNames>[0]): readonly JsonObject[] {
  if (ask.keeps === 'managed') return textField('w11-25h2-1')(ask, 'captureName');
  if (ask.keeps === 'nothing') return [];
  return [
    besides(textField('gal_images')(ask, 'gallery'), textField('w11-25h2')(ask, 'definition')),
    ...textField('1.0.0')(ask, 'captureVersion'),
  ];
}
