import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { VERBS } from '../../cards/actions.ts';
import { PERSONA_ADMIN, PERSONA_APPROVER } from '../../src/sandbox/ids.ts';
import { openChatTown } from './chat.ts';
import type { ChatTown } from './chat.ts';

jest.setTimeout(120_000);

/** The bot's password in the sandbox, and what every token or header of one looks like. */
const SECRETS = /sandbox-only|Bearer [\w.-]|eyJ[\w-]{10,}\.|client_secret|authorization/i;

let world: ChatTown;
let rolloutId = '';
let hash = '';

beforeAll(async () => {
  world = await openChatTown();
  const chat = world.chat(PERSONA_ADMIN);
  for (const text of ['replace image', '2', '1', 'everyone', 'ok', 'Patches']) await chat.says(text);
  const plan = JSON.stringify(chat.persona.lastMessage().card);
  rolloutId = /"rolloutId":"([^"]+)"/.exec(plan)?.[1] ?? '';
  hash = /"hash":"([^"]+)"/.exec(plan)?.[1] ?? '';
  await chat.clicks('Send for approval');
  await world.town.settle();
});
afterAll(() => world.town.close());

test('no secret reaches a log line, a card or the audit chain, even when the clouds refuse', async () => {
  const { town } = world;
  for (const fault of ['503', 'drop-before-effect', 'drop-after-effect'] as const)
    town.tenant.faults.next('read', fault);
  await world.chat(PERSONA_ADMIN).says('check');
  await world.chat(PERSONA_ADMIN).says('status');
  await town.settle();
  const cards = town.tenant.directory.all().flatMap(({ id }) => town.servers.teams.persona(id).inbox());
  expect(cards.length).toBeGreaterThan(2);
  expect(JSON.stringify(cards)).not.toMatch(SECRETS);
  expect(JSON.stringify(await town.app.store.readAudit(null))).not.toMatch(SECRETS);
  expect(world.logLines.join('\n')).not.toMatch(SECRETS);
});

test('texts that no store takes arrive without what makes them so', async () => {
  const said = await world.chat(PERSONA_ADMIN).says('hold because \u0000\ud800 the \u202enight\u0007 is bad');
  expect(said).not.toMatch(/went wrong|does not answer/);
  const audit = await world.town.app.store.readAudit(rolloutId);
  const held = audit.find(({ what }) => what === 'rollout-held');
  expect(String(held?.facts['reason'])).toMatch(/the night is bad$/);
  expect(String(held?.facts['reason'])).not.toMatch(/[\u0000\u0007\u202e]/);
});

/** What the chats of an end user must never show them: other people, and the plan. */
test('an end user who forges every button of every card learns and changes nothing', async () => {
  const { town } = world;
  const state = await town.app.store.readRollout(rolloutId);
  const [first] = state?.targets ?? [];
  const cloudPcId = first?.planned.cloudPcId ?? '';
  const stranger = town.tenant.directory
    .all()
    .find(({ id, role }) => role !== 'admin' && role !== 'approver' && id !== first?.planned.personId);
  if (!stranger) throw new Error('everybody is somebody');
  const before = await town.app.store.readRollout(rolloutId);
  const persona = town.servers.teams.persona(stranger.id);
  await persona.says('help');
  const common = { rolloutId, hash, cloudPcId, slotRevision: 1, slot: '2026-11-24T20:00:00Z', reason: 'r', text: 't' };
  const extra = { item: 'onedrive', wave: 1, how: 'policy', step: 'image', comment: '', from: PERSONA_APPROVER };
  const answers: string[] = [];
  for (const verb of VERBS) {
    const action = { type: 'Action.Execute', title: 'Forged', verb, data: { ...common, ...extra } };
    const message = { ...persona.lastMessage(), card: { type: 'AdaptiveCard', version: '1.5', actions: [action] } };
    const outcome = await persona.click(message, 'Forged');
    answers.push(outcome.kind === 'invoke' ? JSON.stringify(outcome.response) : outcome.kind);
  }
  const seen = `${answers.join(' ')} ${JSON.stringify(persona.inbox())}`;
  expect(seen).toContain('somebody else’s Cloud PC');
  expect(seen).not.toContain(first?.planned.upn ?? '?');
  expect(seen).not.toContain(first?.planned.cloudPcName ?? '?');
  expect(await town.app.store.readRollout(rolloutId)).toEqual(before);
});
