import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import {
  ENGINEERING_POLICY_ID,
  NEW_IMAGE_ID,
  PERSONA_ADMIN,
  PERSONA_APPROVER,
  PERSONA_END_USER,
} from '../../src/sandbox/ids.ts';
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

const IMAGE = /question 1 of 5/;
const POLICIES = /question 2 of 5/;
const PEOPLE = /question 3 of 5/;
const TIMING = /question 4 of 5/;
const REASON = /question 5 of 5/;
const PLAN = /Plan: a new image on \d+ Cloud PCs?[\s\S]*Send for approval/;
const UNTIL_REASON: readonly Row[] = [
  ['replace image', IMAGE],
  ['2', POLICIES],
  ['Engineering', PEOPLE],
  ['everyone', TIMING],
  ['ok', REASON],
];

const TALKS: Readonly<Record<string, readonly Row[]>> = {
  'five typed answers make a plan': [...UNTIL_REASON, ['November fixes', PLAN]],
  'five clicks make a plan': [
    ['replace image', IMAGE],
    ['>Continue', POLICIES, { imageId: NEW_IMAGE_ID }],
    ['>Continue', PEOPLE, { policyIds: ENGINEERING_POLICY_ID }],
    ['>Continue', TIMING],
    ['>Continue', REASON],
    ['>Continue', PLAN, { reason: 'November fixes' }],
  ],
  'back goes back with everything kept, typed or clicked': [
    ...UNTIL_REASON,
    ['back', TIMING],
    ['>Back', PEOPLE],
    ['go back', POLICIES],
    ['back', IMAGE],
    ['back', IMAGE],
    ['2', POLICIES],
    ['1', PEOPLE],
    ['>Continue', TIMING],
    ['ok', REASON],
    ['x', PLAN],
  ],
  'cancel ends it and nothing has happened': [
    ['replace image', IMAGE],
    ['2', POLICIES],
    ['never mind', /Cancelled[\s\S]*Nothing has been planned/],
    ['1', /did not understand/],
  ],
  'cancel works as a button': [
    ['replace image', IMAGE],
    ['>Cancel', /Cancelled/],
    ['back', /nothing open/],
  ],
  'help says what can be answered, and the question stays open': [
    ['replace image', IMAGE],
    ['help', /Choose the image/],
    ['2', POLICIES],
    ['what can you do', /provisioning policies/],
    ['all', PEOPLE],
    ['cancel', /Cancelled/],
  ],
  'an answer that is none is asked again and nothing is lost': [
    ['replace image', IMAGE],
    ['the blue one', /did not find that image/],
    ['99', /did not find that image/],
    ['2', POLICIES],
    ['Marketing', /did not find all of these policies/],
    ['1, 2', PEOPLE],
    ['perhaps', /did not understand/],
    ['except Anna', /has no reason/],
    ['everyone', TIMING],
    ['lead 90', /needs a unit/],
    ['window 20:00 to 04:00; lead 2 days', REASON],
    ['back', /20:00[\s\S]*|question 4/],
    ['ok', /Hours: 20:00 to 04:00[\s\S]*Told ahead: 2 days/],
    ['because', PLAN],
  ],
  'a wrong field is named where it stands, and the other answers stay': [
    ...UNTIL_REASON.slice(0, 4),
    ['>Continue', /is no length of time/, { lead: 'soon', percents: '10, 100' }],
    ['>Continue', REASON, { lead: '3 days' }],
    ['cancel', /Cancelled/],
  ],
  'an image that cannot be used is refused with its reason': [
    ['replace image', IMAGE],
    ['Contoso W11 25H2 CAD', /still taking it in/],
    ['Contoso W11 25H2 Finance', /import failed/],
    ['2', POLICIES],
    ['cancel', /Cancelled/],
  ],
  'people can be chosen and left out': [
    ...UNTIL_REASON.slice(0, 3),
    ['only ada', /is no sign-in name/],
    ['only a@contoso.example, b@contoso.example', TIMING],
    ['back', PEOPLE],
    ['except a@contoso.example: on leave', TIMING],
    ['ok', /Only: everybody[\s\S]*Left out: 1 entry/],
    ['cancel', /Cancelled/],
  ],
  'saying replace image again shows the open question again': [
    ['replace image', IMAGE],
    ['2', POLICIES],
    ['replace image', POLICIES],
    ['cancel', /Cancelled/],
  ],
  'stop words are obeyed in the middle, also where any text is an answer': [
    ...UNTIL_REASON,
    ['hold', /rollout/i],
    ['cancel', /Cancelled/],
  ],
  'any other word is a reason': [...UNTIL_REASON, ['resume after the freeze', PLAN]],
};

test.each(Object.entries(TALKS))('%s', async (_rule, rows) => {
  await play(world.chat(PERSONA_ADMIN), rows);
});

test.each([
  ['an owner of a Cloud PC', PERSONA_END_USER],
  ['an approver who is no admin', PERSONA_APPROVER],
])('%s is refused politely', async (_who, personId) => {
  await play(world.chat(personId), [
    ['replace image', /Only admins|admins’ group/],
    ['1', /did not understand/],
  ]);
});
