import type { JsonObject } from './actions.ts';
import { bindPrepareQuestion } from './ask-prepare.ts';
import type { PrepareState } from './ask-prepare.ts';
import { besides, choiceField, textField } from './fields.ts';
import { escapeText } from './format.ts';
import { listNames } from './lists.ts';

const AFTERWARDS = [
  { title: 'Delete it', value: 'no' },
  { title: 'Keep it, switched off: its disk goes on costing', value: 'yes' },
];

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
  return bindPrepareQuestion(ask, {
    step: 'names',
    title: 'What should it be called?',
    lead: 'These names are free. “Continue” takes them as they are; the names in Windows 365 can still be changed before the import.',
    fields: [
      besides(textField('Contoso W11 25H2')(ask, 'imageName'), textField('1.0.0')(ask, 'imageVersion')),
      ...bindCapture(ask),
      ...(ask.hasMachine ? choiceField(AFTERWARDS)(ask, 'keep') : []),
    ],
    note: ask.keeps === 'gallery' && definitions !== '' ? `Known definitions: ${definitions}` : '',
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
