import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { toFailure } from './graph-answer.ts';
import type { GraphAnswer } from './graph-answer.ts';
import type { GraphClient } from './graph-client.ts';
import { parseAnswer } from './graph-parse.ts';
import { readRetryAfter } from './network-trouble.ts';

/** Most requests in one batch (Graph, "JSON batching"). */
const BATCH_SIZE = 20;
const ROUNDS = 4;
const LONGEST_WAIT_SECONDS = 60;

const batchAnswer = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.number(),
      headers: z.record(z.string(), z.string()).nullish(),
      body: z.unknown().optional(),
    }),
  ),
});

/** A GET inside a batch; `url` is relative to the version and already encoded. `attempted` names it in failures. */
export interface BatchRead {
  readonly url: string;
  readonly attempted: string;
}

/**
 * Reads many small things with few calls (v1.0), answers in the order of the reads. A batch succeeds as a whole even if
 * parts are throttled, and nobody repeats those parts but us. Throws `Failure` when a part stays throttled or broken;
 * any other status is the caller's to judge.
 */
export async function readBatch(
  graph: GraphClient,
  reads: readonly BatchRead[],
  sleep: (ms: number) => Promise<unknown> = wait,
): Promise<GraphAnswer[]> {
  const chunks: BatchRead[][] = [];
  for (let from = 0; from < reads.length; from += BATCH_SIZE) chunks.push(reads.slice(from, from + BATCH_SIZE));
  const answers = await Promise.all(chunks.map((chunk) => readChunk(graph, chunk, sleep)));
  return answers.flat();
}

async function readChunk(
  graph: GraphClient,
  reads: readonly BatchRead[],
  sleep: (ms: number) => Promise<unknown>,
): Promise<GraphAnswer[]> {
  const answers = new Map<BatchRead, GraphAnswer>();
  for (let round = 1; ; round += 1) {
    const open = reads.filter((read) => !isSettled(answers.get(read)));
    for (const [read, answer] of await postBatch(graph, open)) answers.set(read, answer);
    const unsettled = reads.map((read) => answers.get(read)).filter((answer) => answer && !isSettled(answer));
    const [first] = unsettled;
    if (first === undefined) return reads.flatMap((read) => answers.get(read) ?? []);
    const waitSeconds = Math.max(...unsettled.map((answer) => answer?.retryAfterSeconds ?? 2 ** round));
    if (round === ROUNDS || waitSeconds > LONGEST_WAIT_SECONDS) throw toFailure(first);
    await sleep(waitSeconds * 1000);
  }
}

function isSettled(answer: GraphAnswer | undefined): boolean {
  return answer !== undefined && answer.status !== 429 && answer.status < 500;
}

async function postBatch(graph: GraphClient, reads: readonly BatchRead[]): Promise<Map<BatchRead, GraphAnswer>> {
  const requests = reads.map(({ url }, index) => ({ id: String(index + 1), method: 'GET', url: `/${url}` }));
  const body = await graph.read({ method: 'POST', version: 'v1.0', path: '$batch', body: { requests } });
  const byId = new Map(parseAnswer(batchAnswer, body, 'POST $batch').responses.map((part) => [part.id, part]));
  return new Map(reads.map((read, index) => [read, toPart(read, byId.get(String(index + 1)))]));
}

type Part = z.infer<typeof batchAnswer>['responses'][number];

/** A part that is missing from the answer counts as broken, so that it is asked for again. */
function toPart({ attempted }: BatchRead, part: Part | undefined): GraphAnswer {
  const headers = new Headers(part?.headers ?? {});
  return {
    attempted,
    status: part?.status ?? 500,
    requestId: headers.get('request-id') ?? '',
    retryAfterSeconds: readRetryAfter(headers.get('retry-after'), Date.now()),
    body: part?.body,
  };
}
