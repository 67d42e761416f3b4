import { AzureCliCredential } from '@azure/identity';
import { z } from 'zod';
import type { Actor } from '../domain/actor.ts';
import { Failure } from '../workflow/failure.ts';

const claimsSchema = z.object({
  oid: z.string().min(1),
  tid: z.string(),
  name: z.string().optional(),
  upn: z.string().optional(),
});

/**
 * Who sits at this terminal: the person signed in with the Azure CLI, by the directory id in a token that Entra has just issued to
 * them. Throws `Failure` when nobody is signed in, or somebody of another tenant.
 */
export async function readOperator(options: { readonly tenantId: string; readonly graphRoot: string }): Promise<Actor> {
  const attempted = 'find out who you are';
  const credential = new AzureCliCredential({ tenantId: options.tenantId });
  const token = await credential.getToken(`${options.graphRoot}/.default`).catch((cause: unknown) => {
    throw new Failure('not-signed-in: run "az login" first', attempted, { cause });
  });
  const claims = claimsSchema.safeParse(readPayload(token.token));
  if (!claims.success || claims.data.tid.toLowerCase() !== options.tenantId.toLowerCase()) {
    throw new Failure('signed-in-elsewhere: run "az login --tenant <the tenant of Repave>"', attempted);
  }
  const { oid, name, upn } = claims.data;
  return { id: oid, name: `${name ?? upn ?? oid} (command line)` };
}

function readPayload(token: string): unknown {
  const [, payload = ''] = token.split('.');
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
