import { z } from 'zod';
import type { Actor } from '../domain/actor.ts';
import type { Managers } from '../workflow/ports.ts';
import { isSuccess } from './graph-answer.ts';
import type { GraphAnswer } from './graph-answer.ts';
import { readBatch } from './graph-batch.ts';
import type { GraphClient } from './graph-client.ts';

const manager = z.object({ id: z.string().min(1), displayName: z.string().nullish() });

/** Who people report to (Graph, "List manager"; User.Read.All). An organisational contact has no Teams and counts as nobody. */
export function createGraphManagers(graph: GraphClient, sleep?: (ms: number) => Promise<unknown>): Managers {
  return {
    async find(personIds) {
      const reads = personIds.map((id) => ({
        url: `users/${encodeURIComponent(id)}/manager?$select=id,displayName`,
        attempted: 'GET users/{id}/manager',
      }));
      const answers = await readBatch(graph, reads, sleep);
      return new Map(personIds.map((id, index) => [id, readManager(answers[index])]));
    },
  };
}

function readManager(answer: GraphAnswer | undefined): Actor | null | 'unreadable' {
  if (answer?.status === 404) return null;
  if (answer === undefined || !isSuccess(answer)) return 'unreadable';
  const parsed = manager.safeParse(answer.body);
  if (!parsed.success || isContact(answer.body)) return null;
  return { id: parsed.data.id.toLowerCase(), name: parsed.data.displayName ?? '' };
}

function isContact(body: unknown): boolean {
  return z.object({ '@odata.type': z.literal('#microsoft.graph.orgContact') }).safeParse(body).success;
}
