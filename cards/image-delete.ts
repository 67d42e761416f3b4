import type { ImageDeleteView } from '../src/domain/build/views.ts';
import { executeButton } from './actions.ts';
import type { JsonObject } from './actions.ts';
import { plainText } from './format.ts';
import { bindFrame } from './frame.ts';
import { nameImage, quoteNames, wordWindows } from './image-row.ts';
import { boxPart, factsPart, sectionPart, textPart } from './parts.ts';
import { listLines } from './lists.ts';
import { say } from './text/say.ts';

/** Asked before a device image is deleted: what it costs, and the name typed by hand. */
export function bindImageDelete({ image }: ImageDeleteView): JsonObject {
  const keep = executeButton(say('images.keep'), 'images.show', {}, { ignoreInputs: true });
  const inUse = image.policies.length > 0;
  const name = nameImage(image);
  return bindFrame({
    eyebrow: say('images.eyebrow'),
    title: say(inUse ? 'images.in-use-title' : 'images.delete-title', { name }),
    lead: say(inUse ? 'images.in-use-lead' : 'images.delete-lead'),
    parts: [
      factsPart([['Windows', wordWindows(image)]]),
      ...(inUse
        ? [
            boxPart('warning', [
              say('images.without-image', { names: quoteNames(image.policies) }),
              say('images.without-image-next'),
            ]),
          ]
        : [
            sectionPart(say('images.what-happens'), [textPart(wordCosts(image), { spacing: 'None' })]),
            askName(image.name),
          ]),
    ],
    small: '',
    actions: inUse
      ? [executeButton(say('images.back'), 'images.show', {})]
      : [
          executeButton(say('images.delete-go'), 'images.delete', { imageId: image.id }, { style: 'destructive' }),
          keep,
        ],
  });
}

function wordCosts({ cloudPcs, wayBackFor }: ImageDeleteView['image']): string {
  const costs = [
    cloudPcs === 0 ? say('images.costs-none') : say('images.costs-machines', { n: cloudPcs }),
    wayBackFor.length === 0
      ? say('images.costs-no-way-back')
      : say('images.costs-way-back', { names: quoteNames(wayBackFor) }),
    say('images.costs-azure'),
  ];
  return listLines(costs, { cap: costs.length, word: (line) => line });
}

function askName(name: string): JsonObject {
  return {
    type: 'Input.Text',
    id: 'typedName',
    label: say('images.type-name', { name: plainText(name, 200) }),
    maxLength: 300,
    isRequired: true,
    errorMessage: say('images.name-missing'),
    spacing: 'Medium',
  };
}
