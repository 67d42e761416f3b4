import type { Actor } from '../actor.ts';
import type { Instant } from '../time.ts';
import type { Build } from './build.ts';
import { UNKNOWN_FACTS } from './facts.ts';
import type { BuildRequest } from './request.ts';

/** A build at its beginning: nothing looked at, nothing made. */
export function beginBuild(ask: {
  readonly id: string;
  readonly request: BuildRequest;
  readonly title: string;
  readonly by: Actor;
  readonly now: Instant;
}): Build {
  const { id, request, title, by, now } = ask;
  return {
    ...NOTHING_YET,
    id,
    revision: 1,
    request,
    title,
    startedBy: by,
    startedAt: now,
    step: 'check-source',
    stepSince: now,
    cards: 1,
    watchers: [by.id],
  };
}

const NOTHING_YET = {
  walked: {},
  percent: null,
  trouble: null,
  facts: UNKNOWN_FACTS,
  findings: [],
  findingsAt: null,
  inspection: null,
  guest: null,
  guestResults: [],
  guestCount: 0,
  sealWanted: null,
  rounds: [],
  diagnosis: null,
  machine: null,
  runningMinutes: 0,
  runningSince: null,
  hourlyPrice: null,
  captured: null,
  importFacts: null,
  importing: null,
  handover: null,
  remindedAt: null,
  reminders: 0,
  ended: null,
  cleanSince: null,
  retryWanted: false,
} as const;
