import { z } from 'zod';
import { Failure } from '../workflow/failure.ts';
import type { Presences } from '../workflow/ports-presence.ts';
import { isSuccess } from './graph-answer.ts';
import { readBatch } from './graph-batch.ts';
import type { GraphClient } from './graph-client.ts';

/** Activities of somebody who had better not be disturbed (Graph, "presence resource type"). */
const BUSY_IN_TALK = ['InACall', 'InAConferenceCall', 'InAMeeting', 'Presenting'];

const presence = z.object({ activity: z.string().nullish() });

/** Presence of people through Microsoft Graph (`Presence.Read.All`, which is optional). Nothing of it is remembered here. */
export function createGraphPresences(graph: GraphClient, sleep?: (ms: number) => Promise<unknown>): Presences {
  return {
    async listInCall(personIds) {
      const reads = personIds.map((id) => ({
        url: `users/${encodeURIComponent(id)}/presence`,
        attempted: 'GET users/{id}/presence',
      }));
      if (reads.length === 0) return new Set();
      try {
        const answers = await readBatch(graph, reads, sleep);
        return new Set(personIds.filter((_id, index) => isInCall(answers[index])));
      } catch (error) {
        if (error instanceof Failure) return new Set();
        throw error;
      }
    },
  };
}

function isInCall(answer: Awaited<ReturnType<typeof readBatch>>[number] | undefined): boolean {
  if (answer === undefined || !isSuccess(answer)) return false;
  return BUSY_IN_TALK.includes(presence.safeParse(answer.body).data?.activity ?? '');
}
