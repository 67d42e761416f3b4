import { z } from 'zod';
import { Failure } from '../workflow/failure.ts';
import type { Presence, Presences } from '../workflow/ports-presence.ts';
import { isSuccess } from './graph-answer.ts';
import { readBatch } from './graph-batch.ts';
import type { GraphClient } from './graph-client.ts';

/** Activities of somebody who had better not be disturbed (Graph, "presence resource type"). */
const BUSY_IN_TALK = ['InACall', 'InAConferenceCall', 'InAMeeting', 'Presenting'];

/** Availabilities of somebody who is at none of their devices. A status that a person set by hand says nothing about that. */
const AWAY = ['Away', 'Offline'];

const presence = z.object({ activity: z.string().nullish(), availability: z.string().nullish() });

/** Presence of people through Microsoft Graph (`Presence.Read.All`, which is optional). Nothing of it is remembered here. */
export function createGraphPresences(graph: GraphClient, sleep?: (ms: number) => Promise<unknown>): Presences {
  return {
    async look(personIds) {
      const reads = personIds.map((id) => ({
        url: `users/${encodeURIComponent(id)}/presence`,
        attempted: 'GET users/{id}/presence',
      }));
      if (reads.length === 0) return new Map();
      try {
        const answers = await readBatch(graph, reads, sleep);
        return new Map(
          personIds.flatMap((id, index) => {
            const seen = readPresence(answers[index]);
            return seen === undefined ? [] : [[id, seen] as const];
          }),
        );
      } catch (error) {
        if (error instanceof Failure) return new Map();
        throw error;
      }
    },
  };
}

/** Undefined when Teams does not say ("PresenceUnknown" among others). */
function readPresence(answer: Awaited<ReturnType<typeof readBatch>>[number] | undefined): Presence | undefined {
  if (answer === undefined || !isSuccess(answer)) return undefined;
  const { activity, availability } = presence.safeParse(answer.body).data ?? {};
  if (BUSY_IN_TALK.includes(activity ?? '')) return 'in-call';
  if (!availability || availability === 'PresenceUnknown') return undefined;
  return AWAY.includes(availability) ? 'away' : 'there';
}
