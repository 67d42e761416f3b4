import type { AuditEvent } from '../domain/audit.ts';
import type { Build } from '../domain/build/build.ts';
import { explainBuild } from '../domain/build/explain.ts';
import type { Passport } from '../domain/build/passport.ts';
import { buildWakeAt } from '../domain/build/wake.ts';
import { accept, refusal, refuse } from '../domain/refusal.ts';
import type { Result } from '../domain/refusal.ts';
import type { Instant } from '../domain/time.ts';
import type { AdvanceDeps } from './advance.ts';
import type { NewMessage, Tx } from './ports-store.ts';

/** A change to a build by a person or by a look at the cloud. `events` are what it adds to the audit chain by itself. */
export interface BuildChange {
  readonly build: Build;
  readonly events?: readonly AuditEvent[];
  readonly passport?: Passport;
}

/**
 * The one writer of builds. In one transaction: lock the build, change it (or refuse), save it with its next moment, write the audit
 * chain, bring its cards up to date. A change that changes nothing only sets the next moment.
 */
export async function advanceBuild(
  deps: AdvanceDeps,
  buildId: string,
  change: (build: Build, now: Instant) => Result<BuildChange>,
): Promise<Result<Build>> {
  return deps.store.transact(async (tx) => {
    const before = await tx.lockBuild(buildId);
    if (!before) return refuse(refusal('no-build'));
    const now = deps.clock.now();
    const changed = change(before, now);
    if (!changed.ok) return changed;
    const { events = [], passport } = changed.value;
    const after = isSame(before, changed.value.build) ? before : changed.value.build;
    await tx.saveBuild(after, buildWakeAt(after, now));
    await tx.appendAudit([...events, ...explainBuild(before, after, now)]);
    if (passport) await tx.insertPassport(passport);
    if (after !== before) await showBuild(tx, after, now);
    if (wantsLook(before, after)) await tx.enqueue([{ kind: 'build', buildId }]);
    return accept(after);
  });
}

/** Builds are small, and plain JSON: what reads the same is the same. */
function isSame(before: Build, after: Build): boolean {
  return before === after || JSON.stringify(before) === JSON.stringify(after);
}

/** What was just decided is begun at once; everything else waits for its moment. */
function wantsLook(before: Build, after: Build): boolean {
  const face = ({ step, guest, handover, retryWanted, rounds, ended, importing }: Build) =>
    [
      step,
      guest?.no,
      handover?.no,
      handover?.readAt,
      retryWanted,
      rounds.length,
      ended?.at,
      importing?.retryAsked,
    ].join();
  return face(before) !== face(after);
}

/** Orders the newest card for everybody who watches, and edits the older ones. */
export async function showBuild(tx: Tx, build: Build, now: Instant): Promise<void> {
  const fresh = await tx.orderMessages(build.watchers.map((personId) => cardMessage(build, personId, now)));
  const stale = await tx.markStale(build.id, { kind: 'boards' });
  const cards = [...new Set([...fresh, ...stale])].map((messageKey) => ({ kind: 'deliver', messageKey }) as const);
  await tx.enqueue(cards);
}

function cardMessage(build: Build, personId: string, now: Instant): NewMessage {
  return {
    key: `${build.id}/card/${build.cards}/${personId}`,
    rolloutId: build.id,
    kind: 'build',
    cloudPcId: null,
    slotRevision: build.cards,
    personId,
    chatId: null,
    orderedAt: now,
  };
}
