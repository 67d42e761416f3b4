import { z } from 'zod';
import { isSuccess, toFailure } from './graph-answer.ts';
import type { GraphClient } from './graph-client.ts';
import { parseAnswer } from './graph-parse.ts';

const report = z.object({
  Schema: z.array(z.object({ Column: z.string() })),
  Values: z.array(z.array(z.unknown())),
});

/** Whether somebody is signed in, as the real-time report says it. `unknown` when there is no report or no clear word. */
export async function readSession(
  graph: GraphClient,
  cloudPcId: string,
): Promise<'signed-in' | 'not-signed-in' | 'unknown'> {
  const name = `getRealTimeRemoteConnectionStatus(cloudPcId='${encodeURIComponent(cloudPcId)}')`;
  const path = `deviceManagement/virtualEndpoint/reports/${name}`;
  const answer = await graph.send({ method: 'GET', version: 'beta', path });
  if (answer.status === 404) return 'unknown';
  if (!isSuccess(answer)) throw toFailure(answer);
  return judgeReport(parseAnswer(report, answer.body, answer.attempted));
}

/** No row means that nobody has ever used this Cloud PC. */
function judgeReport({ Schema, Values }: z.infer<typeof report>): 'signed-in' | 'not-signed-in' | 'unknown' {
  const column = Schema.findIndex(({ Column }) => Column === 'SignInStatus');
  if (Values.length === 0) return 'not-signed-in';
  const states = Values.map((row) => row[column]);
  if (states.includes('SignedIn')) return 'signed-in';
  return states.every((state) => state === 'NotSignedIn') ? 'not-signed-in' : 'unknown';
}
