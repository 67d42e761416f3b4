import { z } from 'zod';
import type { Probe } from '../domain/world.ts';
import { Failure } from '../workflow/failure.ts';
import type { AppInstaller, InstallAnswer } from '../workflow/ports.ts';
import { describeAnswer, isSuccess, toFailure } from './graph-answer.ts';
import type { GraphAnswer } from './graph-answer.ts';
import { SIGN_IN_FAILED } from './graph-client.ts';
import type { GraphAsk, GraphClient } from './graph-client.ts';
import { parseAnswer } from './graph-parse.ts';
import { createPace } from './pace.ts';

export interface AppInstallsOptions {
  readonly graph: GraphClient;
  /** Root of Graph without version: apps are named by their full address. */
  readonly baseUrl: string;
  /** Id of the app in the organisation's catalogue. */
  readonly catalogueId: string;
  /** Id in the manifest, by which an installation is found again. */
  readonly manifestId: string;
  readonly sleep: (ms: number) => Promise<unknown>;
  readonly nowMs: () => number;
}

/** Graph lets an app ask for installed apps 30 times a second in a tenant ("Microsoft Teams service limits"); some room is left. */
const LIMITS = { tenant: [{ spanMs: 1000, most: 25 }], thread: [] };

const PERMISSION = 'TeamsAppInstallation.ReadWriteSelfForUser.All';

/**
 * Installs Repave's own app for people who never opened it ("userTeamwork: add app for user"). Repeating is harmless: an app that is
 * there already is an answer.
 */
export function createAppInstalls(options: AppInstallsOptions): AppInstaller {
  const { sleep, nowMs } = options;
  const pace = createPace({ limits: LIMITS, sleep, nowMs });
  const send: Send = async (ask) => {
    await pace.wait(undefined);
    return options.graph.send({ ...ask, version: 'v1.0' });
  };
  return {
    install: (personId) => install(options, send, personId),
    selfTest: async (personId) => [await probe(options, send, personId)],
  };
}

type Send = (ask: Omit<GraphAsk, 'version'>) => Promise<GraphAnswer>;

async function install(options: AppInstallsOptions, send: Send, personId: string): Promise<InstallAnswer> {
  const bound = `${options.baseUrl}/v1.0/appCatalogs/teamsApps/${options.catalogueId}`;
  const answer = await send({ method: 'POST', path: pathOf(personId), body: { 'teamsApp@odata.bind': bound } });
  if (isSuccess(answer)) return { outcome: 'installed', chatId: await findChat(options, send, personId) };
  if (answer.status === 409) return { outcome: 'already-there', chatId: await findChat(options, send, personId) };
  if (answer.status === 404) return explainNotFound(send, personId);
  if (answer.status === 401 || answer.status === 403) return { outcome: 'refused', reason: 'forbidden' };
  const trouble = toFailure(answer);
  if (trouble.retryAfterSeconds !== null) throw trouble;
  return { outcome: 'refused', reason: 'refused' };
}

/** 404 is said of the app and of the person alike: whose apps can be listed is there, so it must be the app. */
async function explainNotFound(send: Send, personId: string): Promise<InstallAnswer> {
  const answer = await send({ method: 'GET', path: pathOf(personId), query: { $top: '1' } });
  if (isSuccess(answer)) return { outcome: 'not-in-catalogue' };
  const trouble = toFailure(answer);
  if (trouble.retryAfterSeconds !== null) throw trouble;
  return { outcome: 'refused', reason: answer.status === 404 ? 'person-not-found' : 'forbidden' };
}

const installations = z.object({
  value: z.array(z.object({ id: z.string().min(1), teamsApp: z.object({ id: z.string() }).nullish() })),
});
const chat = z.object({ id: z.string().min(1) });

/** The chat that came with the installation; null when Graph does not name it (yet): the bot can open it by itself then. */
async function findChat(options: AppInstallsOptions, send: Send, personId: string): Promise<string | null> {
  const list = await readApps(options, send, personId);
  if (!isSuccess(list)) return nullUnlessPassing(list);
  const [first] = parseAnswer(installations, list.body, list.attempted).value;
  if (!first) return null;
  const answer = await send({ method: 'GET', path: `${pathOf(personId)}/${encodeURIComponent(first.id)}/chat` });
  return isSuccess(answer) ? parseAnswer(chat, answer.body, answer.attempted).id : nullUnlessPassing(answer);
}

function nullUnlessPassing(answer: GraphAnswer): null {
  const trouble = toFailure(answer);
  if (trouble.retryAfterSeconds !== null) throw trouble;
  return null;
}

function readApps({ manifestId }: AppInstallsOptions, send: Send, personId: string): Promise<GraphAnswer> {
  const query = { $expand: 'teamsApp,teamsAppDefinition', $filter: `teamsApp/externalId eq '${manifestId}'` };
  return send({ method: 'GET', path: pathOf(personId), query });
}

function pathOf(personId: string): string {
  return `users/${encodeURIComponent(personId)}/teamwork/installedApps`;
}

/** Whoever asks has the app, so its entry tells whether the setting names the right one. */
async function probe(options: AppInstallsOptions, send: Send, personId: string): Promise<Probe> {
  const call = { call: 'GET users/{id}/teamwork/installedApps', permission: PERMISSION };
  try {
    const answer = await readApps(options, send, personId);
    if (!isSuccess(answer)) {
      const passes = answer.status === 429 || answer.status >= 500;
      return { ...call, outcome: passes ? 'unknown' : 'fail', detail: describeAnswer(answer) };
    }
    const [first] = parseAnswer(installations, answer.body, answer.attempted).value;
    const seen = first?.teamsApp?.id.toLowerCase();
    if (seen === undefined) return { ...call, outcome: 'unknown', detail: 'the person tried does not have the app' };
    if (seen === options.catalogueId.toLowerCase()) return { ...call, outcome: 'pass', detail: '' };
    return { ...call, outcome: 'fail', detail: `REPAVE_TEAMS_APP_ID, ${seen}` };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const isRefused = error.retryAfterSeconds === null || error.code === SIGN_IN_FAILED;
    return { ...call, outcome: isRefused ? 'fail' : 'unknown', detail: error.code };
  }
}
