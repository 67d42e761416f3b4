import { DateTime } from 'luxon';
import { readJsonObject } from '../../src/sandbox/teams/activity.ts';
import { asText, listButtons, textOf } from '../../src/sandbox/teams/card-walk.ts';
import { toIanaZone } from '../../src/sandbox/teams/shape-activity.ts';
import type { WipeRecord } from '../../src/sandbox/tenant.ts';
import type { Act } from './story-acts.ts';
import type { Asked, Story, StoryTown } from './story.ts';

/** A story, wherever Repave runs in it. */
export type AnyStory = Story<StoryTown>;

/** A notice as it lies in its person's chat: for which Cloud PC of which rollout, and when it arrived. */
export interface HeldNotice {
  readonly rolloutId: string;
  readonly cloudPcId: string;
  readonly arrivedAt: number;
  /** Names the Cloud PC, in words a person can read. */
  readonly names: (cloudPcName: string) => boolean;
  readonly isLastCall: boolean;
  /** Repeats a date that an earlier notice had told. */
  readonly isRepeat: boolean;
}

/** One wipe with all that the tenant and Teams know about it. */
export interface WipeCase {
  readonly wipe: WipeRecord;
  /** Its place in the tenant's log: what was before and after is told by it, as several things share a millisecond. */
  readonly index: number;
  readonly story: AnyStory;
  /** The rollout whose notice the person held. */
  readonly rolloutId: string;
  readonly asked: Asked;
  /** Notices of this rollout about this Cloud PC that the person held when it was wiped, oldest first. */
  readonly notices: readonly HeldNotice[];
  /** The click that allowed it. */
  readonly approval: Act | undefined;
}

export function describeCase(story: AnyStory, wipe: WipeRecord, index: number): WipeCase {
  const held = listNotices(story, wipe).filter(({ arrivedAt }) => arrivedAt <= wipe.at);
  const rolloutId = held.at(-1)?.rolloutId ?? '';
  const asked = story.asked.get(rolloutId) ?? [...story.asked.values()].at(-1);
  if (!asked) throw new Error('something was wiped and nothing was ever asked for');
  const notices = held.filter((notice) => notice.rolloutId === rolloutId);
  return { wipe, index, story, rolloutId, asked, notices, approval: findApproval(story, rolloutId, index) };
}

/** The approver's click after which the card said so (or that more time was needed), before this wipe. */
function findApproval({ acts }: AnyStory, rolloutId: string, index: number): Act | undefined {
  return acts.findLast(
    (act) =>
      act.verb === 'approval.approve' &&
      act.data['rolloutId'] === rolloutId &&
      /Approved|takes a moment/.test(act.answer) &&
      isBefore(act, index),
  );
}

/** True when the answer to the act had come before the wipe with this number. */
export function isBefore(act: Act, index: number): boolean {
  return act.wipesAtAnswer !== undefined && act.wipesAtAnswer <= index;
}

export function localTime(wipe: WipeRecord): DateTime {
  return DateTime.fromMillis(wipe.at, { zone: toIanaZone(wipe.timeZone ?? 'UTC') });
}

/** Cards with buttons for the owner of a Cloud PC. What a notice says later (held, done) does not undo that it arrived. */
function listNotices({ town }: AnyStory, wipe: WipeRecord): readonly HeldNotice[] {
  if (wipe.personId === null) return [];
  const dates = new Set<string>();
  return town.servers.teams.chats.of(wipe.personId).flatMap((chat) =>
    chat.messages.flatMap((message) => {
      const [first] = message.revisions;
      if (message.from !== 'bot' || message.lost || !first?.card) return [];
      const data = readNoticeData(first.card);
      if (data['cloudPcId'] !== wipe.cloudPcId) return [];
      const text = readable(textOf(first.card));
      const date = `${asText(data['rolloutId'])} ${String(data['slotRevision'])}`;
      const isRepeat = dates.has(date);
      dates.add(date);
      return [
        {
          rolloutId: asText(data['rolloutId']),
          cloudPcId: wipe.cloudPcId,
          arrivedAt: first.at,
          names: (name: string) => text.includes(readable(name)),
          isLastCall: text.includes('sign out now'),
          isRepeat,
        },
      ];
    }),
  );
}

function readNoticeData(card: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const own = listButtons(card).find(({ action }) => asText(action['verb']).startsWith('notice.'));
  return readJsonObject(own?.action['data']) ?? {};
}

/** Letters and digits only: cards escape what markdown would take for its own. */
function readable(text: string): string {
  return text.replace(/&#?\w+;/g, '').replace(/[^\p{L}\p{N}]/gu, '');
}
