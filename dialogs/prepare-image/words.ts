import type { QuestionWords } from '../questionnaire.ts';
import type { PrepareStep } from './step.ts';

const CHOOSE = 'Choose on the card, or type the number or the name.';
const LEAVE = '“back” goes one question back, “cancel” ends.';
const SEARCH =
  'Choose a Marketplace image on the card, or type its number or SKU. Any other text searches for images whose name has all its words.';

/** What the questions of `prepare image` say besides their cards. */
export const PREPARE_WORDS: QuestionWords<PrepareStep> = {
  help: {
    start:
      'Say where to start: with a Marketplace image, an existing machine, an image in Azure, or a source image that Windows 365 sees already. “cancel” ends the questions; nothing has happened so far.',
    subscription: `The Azure subscription to work in. ${CHOOSE} ${LEAVE}`,
    place: `The resource group for everything that is made, and the subnet of the machine; its region is where the image is made. Type like “group rg-images; subnet build”. ${LEAVE}`,
    search: `${SEARCH} ${LEAVE}`,
    market: `${SEARCH} ${LEAVE}`,
    machine: `The machine that becomes the image. It stays as it is: only a copy is sealed. ${CHOOSE} ${LEAVE}`,
    image: `The image in Azure. It is checked and imported as it is. ${CHOOSE} ${LEAVE}`,
    source: `The source image that Windows 365 sees. It is checked and imported as it is. ${CHOOSE} ${LEAVE}`,
    route: `How the image is kept in Azure: “managed” or “gallery”. ${LEAVE}`,
    size: `The size of the machine, and whether it gets a public address. Type a size, “ok”, or like “public ip yes”. ${LEAVE}`,
    names: `What everything is called. “ok” takes what the card shows; change it like “image name Contoso W11; version 1.2.0”. ${LEAVE}`,
    confirm: `Look at it once more, then press “Start” or type “start”. Nothing is made before. ${LEAVE}`,
  },
  notUnderstood: {
    start: 'I did not understand that. Type “marketplace”, “machine”, “image” or “source”, or a number from 1 to 4.',
    subscription: 'I did not find that subscription. Type its number or its name.',
    place: 'I did not find that subnet. Type its number or name, or like “group rg-images; subnet build”.',
    search: 'Type words to search for.',
    market: 'Type the number of an image, or words to search for.',
    machine: 'I did not find that machine. Type its number or its name.',
    image: 'I did not find that image. Type its number or its name.',
    source: 'I did not find that source image. Type its number or its name.',
    route: 'I did not understand that. Type “managed” or “gallery”.',
    size: 'I did not find that size. Type a size of the list, “ok”, or like “public ip yes”.',
    names: 'I did not understand that. Type “ok”, or a change like “image name Contoso W11; version 1.2.0”.',
    confirm: 'Press “Start” or type “start” to begin, “back” to change something, “cancel” to leave it.',
  },
  busy: 'The preparation is being set up. Its card comes in a moment.',
  cancelled: 'Cancelled. Nothing has been made in Azure. Say “prepare image” to start again.',
};
