import { afterEach, beforeEach, expect, test } from '@jest/globals';
import jwt from 'jsonwebtoken';
import { SANDBOX_BOT_APP_ID, SANDBOX_TENANT_ID } from '../../src/sandbox/ids.ts';
import { ADAPTIVE_CARD_TYPE } from '../../src/sandbox/teams/activity.ts';
import { ANNA, BELA, cardActivity, invokeAnswer, START, startTeamsWorld } from './teams-world.ts';
import type { TeamsWorld } from './teams-world.ts';

let world: TeamsWorld;
beforeEach(async () => {
  world = await startTeamsWorld();
});
afterEach(() => world.close());

function sentActivities(): Record<string, unknown>[] {
  return world.bot.requests.map(({ body }) => body as Record<string, unknown>);
}

const form = {
  body: [
    { type: 'TextBlock', text: 'Your Cloud PC' },
    { type: 'Input.Text', id: 'note', value: 'as shown' },
    { type: 'Input.Text', id: 'empty' },
    { type: 'Input.Toggle', id: 'saved', title: 'I saved my work' },
    { type: 'Input.Number', id: 'days', value: 2, min: 1, max: 5 },
    {
      type: 'ColumnSet',
      columns: [
        {
          type: 'Column',
          items: [{ type: 'ActionSet', actions: [{ type: 'Action.Submit', title: 'Send', data: { kind: 'form' } }] }],
        },
      ],
    },
  ],
  actions: [
    { type: 'Action.Execute', title: 'Confirm', verb: 'confirm', data: { id: 'n1' } },
    {
      type: 'Action.ShowCard',
      title: 'Later',
      card: {
        type: 'AdaptiveCard',
        body: [{ type: 'Input.ChoiceSet', id: 'slot', isRequired: true, choices: [{ title: 'Monday', value: 'mon' }] }],
        actions: [{ type: 'Action.Execute', title: 'Choose', verb: 'choose' }],
      },
    },
    { type: 'Action.Execute', title: 'Stop', verb: 'stop', associatedInputs: 'none' },
  ],
};

async function showForm(personId = ANNA): Promise<void> {
  await world.send(personId, cardActivity(form));
}

test('what a person says arrives as a signed activity in the shape of Teams', async () => {
  await world.teams.persona(ANNA).says('status');
  const [request] = world.bot.requests;
  const token = (request?.headers['authorization'] ?? '').replace('Bearer ', '');
  const { serviceUrl } = world.teams.urls();
  expect(jwt.decode(token)).toMatchObject({ aud: SANDBOX_BOT_APP_ID, serviceurl: serviceUrl });
  expect(request?.body).toMatchObject({
    type: 'message',
    text: 'status',
    timestamp: new Date(START).toISOString(),
    localTimezone: 'Europe/Berlin',
    channelId: 'msteams',
    serviceUrl,
    from: { id: `29:1${ANNA}`, name: 'Anna', aadObjectId: ANNA },
    conversation: { conversationType: 'personal', tenantId: SANDBOX_TENANT_ID },
    recipient: { id: `28:${SANDBOX_BOT_APP_ID}` },
    channelData: { tenant: { id: SANDBOX_TENANT_ID } },
    locale: 'en-GB',
    entities: [{ type: 'clientInfo', timezone: 'Europe/Berlin' }],
  });
});

test('an installation is told twice, a removal once', async () => {
  await world.teams.persona(ANNA).install();
  await world.teams.persona(ANNA).uninstall();
  expect(sentActivities().map(({ type, action }) => [type, action])).toEqual([
    ['installationUpdate', 'add'],
    ['conversationUpdate', undefined],
    ['installationUpdate', 'remove'],
  ]);
});

test('an Action.Submit sends the inputs as strings over its data, without the empty ones', async () => {
  await showForm();
  const anna = world.teams.persona(ANNA);
  await anna.click(anna.cardWith('Your Cloud PC'), 'Send', { saved: true });
  expect(sentActivities()).toMatchObject([{ type: 'message', text: '', replyToId: anna.lastMessage().id }]);
  expect(sentActivities()[0]?.['value']).toEqual({ kind: 'form', note: 'as shown', saved: 'true', days: '2' });
});

test('the card in the answer to an Action.Execute replaces what that person sees', async () => {
  await showForm();
  world.bot.answer(() => invokeAnswer(200, ADAPTIVE_CARD_TYPE, { body: [{ type: 'TextBlock', text: 'Thank you' }] }));
  const anna = world.teams.persona(ANNA);
  await anna.click(anna.lastMessage(), 'Confirm');
  expect(sentActivities()).toMatchObject([
    {
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: {
        trigger: 'manual',
        action: { type: 'Action.Execute', verb: 'confirm', data: { id: 'n1', note: 'as shown' } },
      },
    },
  ]);
  expect(anna.lastMessage().content).toBe('Thank you');
  expect(anna.lastInvokeResponse()).toMatchObject({ statusCode: 200 });
});

test('a message in the answer leaves the card as it was', async () => {
  await showForm();
  world.bot.answer(() => invokeAnswer(200, 'application/vnd.microsoft.activity.message', 'Noted'));
  const anna = world.teams.persona(ANNA);
  await anna.click(anna.lastMessage(), { verb: 'stop' });
  expect(sentActivities()[0]).toMatchObject({ value: { action: { data: {} } } });
  expect(anna.lastMessage().content).toContain('Your Cloud PC');
});

test('a button inside a show-card sends its own inputs and those around it', async () => {
  await showForm();
  world.bot.answer(() => invokeAnswer(200, 'application/vnd.microsoft.activity.message', 'ok'));
  const anna = world.teams.persona(ANNA);
  expect(await anna.click(anna.lastMessage(), 'Later')).toMatchObject({ kind: 'opened' });
  await anna.click(anna.lastMessage(), /^choose$/i, { slot: 'mon' });
  const data = { slot: 'mon', note: 'as shown', saved: 'false', days: '2' };
  expect(sentActivities()).toMatchObject([{ value: { action: { verb: 'choose', data } } }]);
});

test.each([
  ['an unknown button', 'Nothing', {}, /no button "Nothing", only "Send", "Confirm"/],
  ['a missing required input', 'Choose', {}, /asks for input slot/],
  ['a choice that is not offered', 'Choose', { slot: 'sun' }, /does not offer "sun"/],
  ['a number out of its limits', 'Send', { days: 9 }, /not a number within its limits/],
  ['an input that the card does not have', 'Send', { other: 'x' }, /no input other/],
])('a client that could not send %s does not', async (_name, button, inputs, error) => {
  await showForm();
  const anna = world.teams.persona(ANNA);
  await expect(anna.click(anna.lastMessage(), button, inputs)).rejects.toThrow(error);
  expect(world.bot.requests).toEqual([]);
});

test('a click on a card that was updated meanwhile still goes out as the person saw it', async () => {
  const { chatId, messageId } = await world.send(ANNA, cardActivity(form));
  const anna = world.teams.persona(ANNA);
  const seen = anna.lastMessage();
  await world.call('PUT', `v3/conversations/${chatId}/activities/${messageId}`, { type: 'message', text: 'Over' });
  world.bot.answer(() => invokeAnswer(200, 'application/vnd.microsoft.activity.message', 'Too late'));
  await anna.click(seen, 'Confirm');
  expect(anna.lastInvokeResponse()?.value).toBe('Too late');
});

test('a delivery that the bot does not take is an error with its answer', async () => {
  world.bot.answer(() => ({ status: 500, body: 'broken' }));
  await expect(world.teams.persona(ANNA).says('hi')).rejects.toThrow(/500 broken/);
});

test('in a group chat everybody sees the card and the bot hears who clicked', async () => {
  const chat = await world.teams.createGroupChat('Approvals', [ANNA, BELA]);
  await world.call('POST', `v3/conversations/${chat.id}/activities`, cardActivity(form));
  world.bot.answer(() => invokeAnswer(200, 'application/vnd.microsoft.activity.message', 'ok'));
  const bela = world.teams.persona(BELA);
  expect(world.teams.persona(ANNA).findCard('Your Cloud PC')?.chatId).toBe(chat.id);
  await bela.click(bela.cardWith('Your Cloud PC'), 'Confirm');
  await bela.says('status', chat);
  expect(sentActivities().slice(2)).toMatchObject([
    { type: 'invoke', from: { aadObjectId: BELA }, conversation: { conversationType: 'groupChat', isGroup: true } },
    { type: 'message', text: '<at>Repave</at> status', entities: [{ type: 'mention' }] },
  ]);
});

test('looking for a card that is not there shows what the inbox holds', async () => {
  await showForm();
  expect(() => world.teams.persona(ANNA).cardWith('Something else')).toThrow(/Your Cloud PC/);
});

test('a chat that is opened asks for the current card by itself', async () => {
  const refresh = { action: { type: 'Action.Execute', verb: 'status.refresh', data: { rolloutId: 'r1' } } };
  await world.send(ANNA, cardActivity({ refresh, body: [{ type: 'TextBlock', text: 'Old' }] }));
  world.bot.answer(() => invokeAnswer(200, ADAPTIVE_CARD_TYPE, { body: [{ type: 'TextBlock', text: 'New' }] }));
  const anna = world.teams.persona(ANNA);
  await anna.refresh(anna.lastMessage());
  expect(sentActivities()).toMatchObject([{ value: { trigger: 'automatic', action: { verb: 'status.refresh' } } }]);
  expect(anna.lastMessage().content).toBe('New');
});
