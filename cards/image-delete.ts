import type { ImageDeleteView } from '../src/domain/build/views.ts';
import { executeButton } from './actions.ts';
import type { JsonObject } from './actions.ts';
import { countOf, plainText } from './format.ts';
import { bindFrame } from './frame.ts';
import { nameImage, quoteNames, wordWindows } from './image-row.ts';
import { boxPart, factsPart, sectionPart, textPart } from './parts.ts';
import { listLines } from './lists.ts';

/** Asked before a device image is deleted: what it costs, and the name typed by hand. */
export function bindImageDelete({ image }: ImageDeleteView): JsonObject {
  const keep = executeButton('Keep it', 'images.show', {}, { ignoreInputs: true });
  const inUse = image.policies.length > 0;
  const lead = inUse
    ? 'Windows 365 does not delete an image that a policy names.'
    : 'It cannot be undone: to have it again, it must be imported again.';
  return bindFrame({
    eyebrow: 'Images',
    title: inUse ? `${nameImage(image)} is in use` : `Delete ${nameImage(image)} from Windows 365?`,
    lead,
    parts: [
      factsPart([['Windows', wordWindows(image)]]),
      ...(inUse
        ? [
            boxPart('warning', [
              `${quoteNames(image.policies)} would be without an image`,
              'Give these policies another image first.',
            ]),
          ]
        : [sectionPart('What happens', [textPart(wordCosts(image), { spacing: 'None' })]), askName(image.name)]),
    ],
    small: '',
    actions: inUse
      ? [executeButton('Back to the images', 'images.show', {})]
      : [executeButton('Delete the image', 'images.delete', { imageId: image.id }, { style: 'destructive' }), keep],
  });
}

function wordCosts({ cloudPcs, wayBackFor }: ImageDeleteView['image']): string {
  const costs = [
    cloudPcs === 0
      ? 'No Cloud PC runs it'
      : `${countOf(cloudPcs, 'Cloud PC')} ${cloudPcs === 1 ? 'runs' : 'run'} it and keep running; they can no longer be rebuilt with it`,
    wayBackFor.length === 0
      ? 'No rollout needs it as its way back'
      : `✕ It is the way back for ${quoteNames(wayBackFor)}: rolling back would no longer be possible`,
    'The image in Azure that it was imported from is not touched',
  ];
  return listLines(costs, { cap: costs.length, word: (line) => line });
}

function askName(name: string): JsonObject {
  return {
    type: 'Input.Text',
    id: 'typedName',
    label: `Type its name to delete it: ${plainText(name, 200)}`,
    maxLength: 300,
    isRequired: true,
    errorMessage: 'Please type the name as it stands above.',
    spacing: 'Medium',
  };
}
