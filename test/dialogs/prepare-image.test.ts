import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { PERSONA_ADMIN, PERSONA_APPROVER, PERSONA_END_USER } from '../../src/sandbox/ids.ts';
import { openChatTown } from '../bot/chat.ts';
import type { Chat, ChatTown } from '../bot/chat.ts';

// A whole tenant and a database are opened; on a busy machine that takes its time.
jest.setTimeout(120_000);

let world: ChatTown;

beforeAll(async () => {
  world = await openChatTown();
});
afterAll(() => world.town.close());

/** What a person does (">" clicks that button of the newest card), and what they then read. */
type Row = readonly [act: string, read: RegExp, inputs?: Readonly<Record<string, string>>];

async function play(chat: Chat, rows: readonly Row[]): Promise<void> {
  for (const [act, expected, inputs] of rows) {
    const read = act.startsWith('>') ? await chat.clicks(act.slice(1), inputs) : await chat.says(act);
    expect(`${act} → ${read}`).toMatch(expected);
  }
}

const START = /Where should the image start/;
const PLACE = /question 2 of 7[\s\S]*Where should the machine stand/;
const MARKET = /question 3 of 7[\s\S]*Which Marketplace image/;
const ROUTE = /question 4 of 7[\s\S]*How should the image be kept/;
const SIZE = /question 5 of 7[\s\S]*How large should the machine be/;
const NAMES = /What should it be called/;
const CONFIRM = /Shall it begin/;
const BEGUN = /Begun: [\s\S]*card comes in your own chat/;
const CANCELLED = /Cancelled[\s\S]*Nothing has been made in Azure/;

const CANCEL: Row = ['cancel', CANCELLED];
const UNTIL_MARKET: readonly Row[] = [
  ['prepare image', START],
  ['marketplace', PLACE],
  ['vnet-build/snet-images', MARKET],
];
const UNTIL_SIZE: readonly Row[] = [...UNTIL_MARKET, ['1', ROUTE], ['managed', SIZE]];
const UNTIL_NAMES: readonly Row[] = [...UNTIL_SIZE, ['ok', NAMES]];

const TALKS: Readonly<Record<string, readonly Row[]>> = {
  'typed answers make an image from the Marketplace, and nothing is made before "start"': [
    ...UNTIL_NAMES,
    ['image name Typed One; version 1.2.3; capture typed-one', /In Windows 365: Typed One 1\.2\.3/],
    ['perhaps', /Press “Start” or type “start”/],
    ['start', BEGUN],
  ],
  'clicks make one, with every setting chosen': [
    ['prepare image', START],
    ['>Continue', PLACE, { start: 'marketplace' }],
    ['>Continue', MARKET, { group: 'rg-clicks', subnetId: '$subnet' }],
    ['>Continue', ROUTE],
    ['>Continue', SIZE, { route: 'managed' }],
    ['>Continue', NAMES, { size: 'Standard_D8ds_v5', publicIp: 'yes' }],
    [
      '>Continue',
      /rg-clicks, westeurope[\s\S]*with a public address[\s\S]*kept, switched off/,
      {
        captureName: 'clicked-one',
        imageName: 'Clicked One',
        imageVersion: '2.0.0',
        keep: 'yes',
      },
    ],
    ['>Start', BEGUN],
  ],
  'the last card says what it comes to and what it costs': [
    ...UNTIL_NAMES,
    ['ok', /From: windows-ent-cpc · win11-25h2-ent-cpc[\s\S]*Where: rg-golden-images, westeurope/],
    ['again please', /Press “Start”/],
    ['back', NAMES],
    ['ok', /Cores: needs 4 of \d+ free[\s\S]*Cost: about 0\.\d\d USD an hour[\s\S]*working day/],
    CANCEL,
  ],
  'an existing machine needs no question about security, and stays': [
    ['prepare image', START],
    ['an existing machine', /Which machine\?[\s\S]*vm-golden-master/],
    ['vm-golden-master', NAMES],
    [
      'name From Machine; version 3.0.0; capture from-machine',
      /From: vm-golden-master[\s\S]*The machine stays|The machine stays[\s\S]*From: vm-golden-master/,
    ],
    ['start', BEGUN],
  ],
  'an image in Azure needs its names only': [
    ['prepare image', START],
    ['3', /Which image\?[\s\S]*W11-Golden-2026-08/],
    ['W11-Golden-2026-08', /question 3 of 4[\s\S]*What should it be called/],
    ['image name Golden August; version 4.0.0', /makes nothing else in Azure[\s\S]*costs nothing in Azure/],
    ['start', BEGUN],
  ],
  'so does a source image that Windows 365 sees': [
    ['prepare image', START],
    ['source', /Which image\?/],
    ['no such image', /did not find that source image/],
    ['1', NAMES],
    ['ok', CONFIRM],
    CANCEL,
  ],
  'any text at the Marketplace question is looked for': [
    ...UNTIL_MARKET,
    ['windows-11 24h2', /win11-24h2-ent · windows-11/],
    ['search windows-ent-cpc 25h2 m365', /win11-25h2-ent-cpc-m365 · windows-ent-cpc/],
    ['teapot', /Nothing that can be used was found/],
    ['>Search', /win11-25h2-ent-cpc/, { search: 'windows-ent-cpc' }],
    ['win11-24h2-ent-cpc', ROUTE],
    CANCEL,
  ],
  'a Marketplace image that will not do is named with its reason, also when it is asked for': [
    ...UNTIL_MARKET,
    ['windows-11', /Cannot be chosen:[\s\S]*avd/],
    ['win11-25h2-avd', /question 3[\s\S]*✕/],
    ['>Search', /win11-25h2-ent-cpc/, { search: 'windows-ent-cpc' }],
    CANCEL,
  ],
  'a text typed over on the card searches again instead of taking the old choice': [
    ...UNTIL_MARKET,
    ['>Continue', /question 3[\s\S]*win11-24h2-ent · windows-11/, { search: 'windows-11 24h2' }],
    CANCEL,
  ],
  'the gallery route asks for gallery, definition and a version that is free': [
    ...UNTIL_MARKET,
    ['1', ROUTE],
    ['gallery', SIZE],
    ['ok', /Image definition in the gallery[\s\S]*Known definitions: galGoldenImages\/W11-Golden/],
    ['gallery version 2026.8.0', /✕ This version exists already\. The next free one is 2026\.8\.1/],
    ['gallery my-gallery', /✕ “my-gallery” is no name of a gallery/],
    [
      'gallery galGoldenImages; gallery version 2026.9.0',
      /Kept as: gallery galGoldenImages, W11-Golden, version 2026\.9\.0/,
    ],
    CANCEL,
  ],
  'what is wrong is said under its field, and the other answers stay': [
    ...UNTIL_SIZE,
    ['size Standard_A4_v2', /✕ The size Standard\S*A4\S*v2 cannot be had/],
    ['size huge', /✕ This is not among what is offered/],
    ['public ip perhaps; size Standard_D8ds_v5', /✕ “perhaps” is neither yes nor no/],
    ['public ip no', NAMES],
    ['version one', /✕ “one” is no version/],
    ['version 5.0.0; capture a b', /✕ “a b” is no name that Azure takes/],
    ['capture a-b', /Machine: Standard\S*D8ds\S*v5[\s\S]*In Windows 365: \S+ 5\.0\.0/],
    CANCEL,
  ],
  'a resource group can be typed, and a bad one is named': [
    ['prepare image', START],
    ['1', PLACE],
    ['group rg.; subnet 1', /✕ “rg\.” is no name of a resource group/],
    ['group rg-mine; subnet nowhere', /✕ This is not among what is offered/],
    ['snet-tests', MARKET],
    ['back', PLACE],
    ['snet-images', /did not find that subnet/],
    CANCEL,
  ],
  'back goes back with everything kept, typed or clicked': [
    ...UNTIL_NAMES,
    ['back', SIZE],
    ['>Back', ROUTE],
    ['go back', MARKET],
    ['back', PLACE],
    ['back', START],
    ['back', START],
    ['1', PLACE],
    ['ok', MARKET],
    ['ok', ROUTE],
    ['>Continue', SIZE],
    CANCEL,
  ],
  'another start forgets the names of the first one': [
    ...UNTIL_SIZE,
    ['ok', NAMES],
    ['name Old Name; version 9.9.9', CONFIRM],
    ...Array.from({ length: 6 }, (): Row => ['back', /Prepare image/]),
    ['image', /Which image/],
    ['W11-Finance-2026-08', NAMES],
    ['ok', /In Windows 365: (?!Old Name)/],
    CANCEL,
  ],
  'help says what can be answered, and the question stays open': [
    ['prepare image', START],
    ['help', /Say where to start/],
    ['1', PLACE],
    ['what can you do', /resource group for everything that is made/],
    ['prepare image', PLACE],
    CANCEL,
  ],
  'cancel works as a button': [
    ['prepare image', START],
    ['>Cancel', CANCELLED],
    ['1', /did not understand/],
  ],
  'commands are obeyed in the middle, and the question stays open': [
    ...UNTIL_MARKET,
    ['images', /places for images taken/],
    ['status', /image is being prepared|no such rollout/i],
    ['1', ROUTE],
    CANCEL,
  ],
  'a second preparation under the same name is refused, and the question stays open': [
    ...UNTIL_NAMES,
    ['capture typed-one', CONFIRM],
    ['start', /That is not possible now/],
    ['back', NAMES],
    CANCEL,
  ],
};

test.each(Object.entries(TALKS))('%s', async (_rule, rows) => {
  const subnet = world.town.tenant ? await findSubnet() : '';
  const filled = rows.map(([act, read, inputs]): Row => {
    if (!inputs) return [act, read];
    return [
      act,
      read,
      Object.fromEntries(Object.entries(inputs).map(([id, text]) => [id, text === '$subnet' ? subnet : text])),
    ];
  });
  const chat = world.chat(PERSONA_ADMIN);
  await chat.says('cancel');
  await play(chat, filled);
});

async function findSubnet(): Promise<string> {
  const catalogue = await world.town.app.commands.readPrepareCatalogue({ id: PERSONA_ADMIN, name: 'Ingrid' });
  return (catalogue.ok && catalogue.value.subnets[0]?.id) || '';
}

test.each([
  ['an owner of a Cloud PC', PERSONA_END_USER],
  ['an approver who is no admin', PERSONA_APPROVER],
])('%s is refused politely', async (_who, personId) => {
  await play(world.chat(personId), [
    ['prepare image', /Only admins|admins’ group/],
    ['1', /did not understand/],
  ]);
});
