import { z } from 'zod';

/** A token of the channel as it says of itself; nothing of it is proven before the signature is. */
const tokenSchema = z.object({
  header: z.object({ alg: z.string(), kid: z.string().max(256) }),
  claims: z.object({
    iss: z.string(),
    aud: z.string(),
    exp: z.number().int(),
    nbf: z.number().int(),
    serviceurl: z.string().max(512),
  }),
});

export type ChannelToken = z.infer<typeof tokenSchema>;

/** Far above what the channel sends; keeps the decoding of rubbish cheap. */
const MAX_TOKEN_LENGTH = 8192;

/** Reads "Bearer header.claims.signature" without verifying it; undefined when it is anything else. */
export function readToken(authorization: string | undefined): ChannelToken | undefined {
  if (authorization === undefined || authorization.length > MAX_TOKEN_LENGTH) return undefined;
  const [, header, claims] = /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(authorization) ?? [];
  const parsed = tokenSchema.safeParse({ header: decode(header), claims: decode(claims) });
  return parsed.success ? parsed.data : undefined;
}

function decode(part: string | undefined): unknown {
  try {
    return JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
