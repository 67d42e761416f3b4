import { z } from 'zod';
import type { PersonSeed } from '../workflow/ports.ts';
import { isSuccess, toFailure } from './graph-answer.ts';
import type { GraphClient } from './graph-client.ts';
import { parseAnswer, textOr } from './graph-parse.ts';

const user = z.object({
  id: z.string().min(1),
  displayName: textOr(''),
  userPrincipalName: textOr(''),
  accountEnabled: z.boolean().nullish(),
});

/** Somebody of the directory by sign-in name or id; undefined for nobody, and for a closed account. */
export async function findPerson(graph: GraphClient, nameOrId: string): Promise<PersonSeed | undefined> {
  const path = `users/${encodeURIComponent(nameOrId)}`;
  const query = { $select: 'id,displayName,userPrincipalName,accountEnabled' };
  const answer = await graph.send({ method: 'GET', version: 'v1.0', path, query });
  if (answer.status === 404 || answer.status === 400) return undefined;
  if (!isSuccess(answer)) throw toFailure(answer);
  const { id, displayName, userPrincipalName, accountEnabled } = parseAnswer(user, answer.body, 'GET users/{id}');
  if (accountEnabled === false) return undefined;
  return { id: id.toLowerCase(), name: displayName, upn: userPrincipalName, enabled: accountEnabled ?? true };
}
