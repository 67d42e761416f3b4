import { readRollout, targetOf } from './people-approval.ts';
import type { Played } from './people-approval.ts';
import { clickOn, noteButtons, quote, quoteWhere, waitForCard } from './people-talk.ts';
import { say } from './talk.ts';

const MINUTE_MS = 60_000;

/** Story 25: “ready” came after some quiet; it does not work all the same, which is a case and holds the rollout. */
export async function complain(played: Played): Promise<readonly string[]> {
  const { dana, requester, transcript, town } = played;
  const quiet = await readQuiet(played);
  await clickOn(played, dana, {
    verb: 'notice.broken',
    inputs: { what: 'files', text: 'acme.lic is missing' },
    says: 'says that it does not work: a file is missing',
  });
  const card = requester.findCard(/^Case 1/m);
  if (!card) return ['no help case was opened'];
  quote(transcript, card, 10);
  noteButtons(transcript, card);
  const readHold = async () => (await readRollout(played)).rollout.hold;
  await town.runUntil(async () => (await readHold()) !== null, 24);
  const hold = await readHold();
  await town.settle();
  const held = quoteWhere(transcript, (await waitForCard(requester, /On hold/)).content, [
    /On hold: too many failures/,
    /People say: /,
  ]);
  await say(town, requester, transcript, `undo ${dana.person.upn}`);
  const kit = quoteWhere(transcript, requester.lastMessage().content, [/^A manual point/, /^Restoring loses/]);
  await clickOn(played, requester, {
    verb: 'case.close',
    inputs: { note: 'Licence restored.' },
    says: 'closes the case',
  });
  await town.settle();
  quote(transcript, dana.lastMessage(), 3);
  await clickOn(played, dana, { verb: 'notice.works', says: 'says that it works now' });
  await say(town, requester, transcript, 'resume because the licence is back');
  return [
    ...quiet,
    ...held,
    ...kit,
    ...(hold?.kind === 'failure-limit' ? [] : ['a complaint did not hold the rollout']),
  ];
}

async function readQuiet(played: Played): Promise<readonly string[]> {
  const { observed, verifiedAt } = await targetOf(played, played.dana);
  const [built, ready] = [observed?.provisionedAt ?? '', verifiedAt ?? ''].map((at) => Date.parse(at));
  const minutes = Math.round(((ready ?? 0) - (built ?? 0)) / MINUTE_MS);
  played.transcript.note(`Rebuilt, then ${minutes} minutes of quiet, and only then “ready”.`);
  return minutes >= 20 ? [] : [`“ready” came after ${minutes} minutes`];
}
