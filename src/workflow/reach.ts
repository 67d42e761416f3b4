import { REPAVE } from '../domain/actor.ts';
import type { AuditEvent } from '../domain/audit.ts';
import { isCurable, listReachDue } from '../domain/reach.ts';
import type { InstallOutcome, Reach } from '../domain/reach.ts';
import { applyReach } from '../domain/reach-news.ts';
import type { ReachNews } from '../domain/reach-news.ts';
import { accept } from '../domain/refusal.ts';
import type { RolloutState } from '../domain/rollout.ts';
import type { Target } from '../domain/target.ts';
import { plusMinutes } from '../domain/time.ts';
import type { Instant } from '../domain/time.ts';
import { advance } from './advance.ts';
import { boardMessage } from './boards.ts';
import { Failure } from './failure.ts';
import type { AppInstaller, InstallAnswer } from './ports.ts';
import { tellManagers } from './tell-managers.ts';
import type { TellManagersDeps } from './tell-managers.ts';

export interface ReachDeps extends TellManagersDeps {
  /** Null where no setting names the app in the catalogue: then people get it from somebody else, or not. */
  readonly installer: AppInstaller | null;
  /** Keeps the chat that came with an installation, unless one is known. */
  rememberChat(personId: string, chatId: string): Promise<void>;
}

/** People in one round, so that a round ends while its results are still worth recording; the next follows at once. */
const PEOPLE_AT_ONCE = 200;
const CALLS_AT_ONCE = 4;
const LEAST_WAIT_MINUTES = 1;

/**
 * One round for those whom no notice reached: give them the app where that may help, owe them their notice once more, and tell their
 * manager when it has taken too long. Running it twice changes nothing: an app that is there is an answer, and messages have keys.
 */
export async function reachPeople(deps: ReachDeps, rolloutId: string): Promise<void> {
  const state = await deps.store.readRollout(rolloutId);
  if (!state) return;
  const due = listReachDue(state, deps.clock.now());
  if (due.tries.length > 0) await tryAgain(deps, rolloutId, due.tries.slice(0, PEOPLE_AT_ONCE));
  if (due.managers.length > 0) await tellManagers(deps, rolloutId, due.managers.slice(0, PEOPLE_AT_ONCE));
}

async function tryAgain(deps: ReachDeps, rolloutId: string, targets: readonly Target[]): Promise<void> {
  const people = [...new Set(targets.filter(isCurable).map(({ planned }) => planned.personId))];
  const answers = await installForAll(deps, people);
  await advance(deps, rolloutId, async (before, now, tx) => {
    const news = new Map(
      targets.map((target) => [target.planned.cloudPcId, readNews(target, answers.get(target.planned.personId), now)]),
    );
    if ([...news.values()].some(({ install }) => install?.outcome === 'not-in-catalogue')) {
      const personId = before.rollout.plan.requestedBy.id;
      const what = { kind: 'reach', name: 'reach/not-in-catalogue', personId, now } as const;
      const keys = await tx.orderMessages([boardMessage(rolloutId, what)]);
      await tx.enqueue(keys.map((messageKey) => ({ kind: 'deliver', messageKey })));
    }
    return accept({ state: applyReach(before, news, now), events: explainTries(before, news, now), value: null });
  });
}

/** What came of one person: an outcome, or minutes to wait because Graph is in trouble. */
type Answer = { readonly outcome: InstallOutcome } | { readonly waitMinutes: number };

/** One after another in small groups. A wrong id, or trouble that passes, ends the round: the others would hear the same. */
async function installForAll(deps: ReachDeps, people: readonly string[]): Promise<ReadonlyMap<string, Answer>> {
  const answers = new Map<string, Answer>();
  for (let from = 0; from < people.length; from += CALLS_AT_ONCE) {
    const group = people.slice(from, from + CALLS_AT_ONCE);
    const heard = await Promise.all(group.map((personId) => installOne(deps, personId)));
    group.forEach((personId, index) => answers.set(personId, heard[index] ?? { outcome: 'refused' }));
    const end = heard.find((answer) => 'waitMinutes' in answer || answer.outcome === 'not-in-catalogue');
    if (!end) continue;
    for (const personId of people.slice(from + CALLS_AT_ONCE)) answers.set(personId, end);
    break;
  }
  return answers;
}

async function installOne(deps: ReachDeps, personId: string): Promise<Answer> {
  if (!deps.installer) return { outcome: 'off' };
  try {
    const answer = await deps.installer.install(personId);
    if ('chatId' in answer && answer.chatId !== null) await deps.rememberChat(personId, answer.chatId);
    return { outcome: outcomeOf(answer) };
  } catch (trouble) {
    if (!(trouble instanceof Failure)) throw trouble;
    if (trouble.retryAfterSeconds === null) return { outcome: 'refused' };
    return { waitMinutes: Math.max(LEAST_WAIT_MINUTES, Math.ceil(trouble.retryAfterSeconds / 60)) };
  }
}

function outcomeOf(answer: InstallAnswer): InstallOutcome {
  return answer.outcome === 'refused' ? answer.reason : answer.outcome;
}

/** The first round installs only; later ones, and those a person asks for, send the notice once more in any case. */
function readNews(target: Target, answer: Answer | undefined, now: Instant): ReachNews {
  if (answer && 'waitMinutes' in answer) {
    return { tried: false, resend: false, againAt: plusMinutes(now, answer.waitMinutes) };
  }
  const install: Reach['install'] = answer ? { at: now, outcome: answer.outcome } : undefined;
  const helped = install?.outcome === 'installed' || install?.outcome === 'already-there';
  const wasTried = typeof target.reach?.triedAt === 'string';
  const resend = helped || wasTried || target.reach?.asked === true;
  return { tried: true, resend, ...(install ? { install } : {}) };
}

function explainTries(
  { rollout, targets }: RolloutState,
  news: ReadonlyMap<string, ReachNews>,
  at: Instant,
): readonly AuditEvent[] {
  return targets.flatMap(({ planned }) => {
    const outcome = news.get(planned.cloudPcId)?.install?.outcome;
    if (outcome === undefined || outcome === 'off') return [];
    const facts = { cloudPcId: planned.cloudPcId, person: planned.upn, outcome };
    const about = { rolloutId: rollout.id, planHash: rollout.hash, facts };
    return [{ at, actor: REPAVE, what: 'app-install-tried', ...about }];
  });
}
