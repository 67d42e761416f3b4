import type { SandboxResponse } from '../router.ts';

/** Thrown where a request cannot be answered as asked; the door turns it into Graph's error body. */
export class GraphProblem extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export function badRequest(message: string): GraphProblem {
  return new GraphProblem(400, 'badRequest', message);
}

export function notFound(what: string): GraphProblem {
  return new GraphProblem(404, 'resourceNotFound', `${what} does not exist.`);
}

export type ErrorFacts = { status: number; code: string; message: string; requestId: string; now: number };

/** The error body of Graph: code, message, and the ids a support case asks for. */
export function answerError({ status, code, message, requestId, now }: ErrorFacts): SandboxResponse {
  const date = new Date(now).toISOString();
  const innerError = { date, 'request-id': requestId, 'client-request-id': requestId };
  return { status, body: { error: { code, message, innerError } } };
}
