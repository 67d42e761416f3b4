import type { JsonObject } from '../../../cards/actions.ts';
import { bindAppOwnerList, bindAppOwnerSaved } from '../../../cards/app-owner-list.ts';
import { bindDidYouMean, bindHowFarBack, bindNotUnderstood } from '../../../cards/ask-back.ts';
import { bindPrepareBegun, bindPrepareCancelled, bindReplaceCancelled } from '../../../cards/ask-end.ts';
import { bindBuilds, bindOnlyBuilds } from '../../../cards/build-list.ts';
import { bindChooseSource } from '../../../cards/choose-source.ts';
import type { SourceLine } from '../../../cards/choose-source.ts';
import { bindDiscarded, bindSubmitted } from '../../../cards/plan-answers.ts';
import {
  bindAskProofOff,
  bindAskProofSetup,
  bindPatternsSaved,
  bindProofOff,
  bindProofs,
  bindProofSetupDone,
} from '../../../cards/proof-setup.ts';
import { bindReachRetried } from '../../../cards/reach.ts';
import { bindRollouts } from '../../../cards/rollout-list.ts';
import { bindStopOwn } from '../../../cards/stop.ts';
import { bindWhichBuild, bindWhichDone, bindWhichRollout } from '../../../cards/which-one.ts';
import type { BuildLine } from '../../../src/domain/build/views.ts';
import type { AppOwners } from '../../../src/domain/views-app-owner.ts';
import type { ProofSetup } from '../../../src/domain/views-proof.ts';
import type { RolloutLine } from '../../../src/domain/views.ts';
import { PLAN } from './plans.ts';

/** Ids as Repave makes them: cards show at most their end. */
function idOf(no: number): string {
  return `6f1d3a52-0c1f-4b5f-9f1b-${String(no).padStart(10, '0')}a${no % 10}`;
}

const ROLLOUT: RolloutLine = {
  rolloutId: idOf(1),
  title: 'November fixes',
  phase: 'rolling',
  requestedBy: 'Maya Lindqvist',
};

const ROLLOUTS: readonly RolloutLine[] = [
  ROLLOUT,
  { ...ROLLOUT, rolloutId: idOf(2), title: 'Engineering to 25H2', phase: 'awaiting-approval' },
  { ...ROLLOUT, rolloutId: idOf(3), title: 'Sales to 25H2', phase: 'draft', requestedBy: 'Ingrid Solberg' },
  { ...ROLLOUT, rolloutId: idOf(4), title: 'October fixes', phase: 'completed' },
  { ...ROLLOUT, rolloutId: idOf(5), title: 'Emergency: print spooler', phase: 'completed', reviewOwed: true },
];

/** Two of the same title, and more than a card has buttons for. */
const MANY: readonly RolloutLine[] = [
  ...ROLLOUTS,
  { ...ROLLOUT, rolloutId: idOf(6), requestedBy: 'Ingrid Solberg', phase: 'aborted' },
  { ...ROLLOUT, rolloutId: idOf(7), title: 'September fixes', phase: 'completed' },
  { ...ROLLOUT, rolloutId: idOf(8), title: 'August fixes', phase: 'expired' },
];

const BUILD: BuildLine = {
  buildId: idOf(11),
  title: 'Contoso W11 25H2',
  step: 'customise',
  startedBy: 'Ingrid Solberg',
  isOver: false,
};

const BUILDS: readonly BuildLine[] = [
  BUILD,
  { ...BUILD, buildId: idOf(12), title: 'CAD workstation', step: 'confirm-seal', startedBy: 'Maya Lindqvist' },
  { ...BUILD, buildId: idOf(13), step: 'done', isOver: true },
];

const MANY_OPEN = MANY.map(({ reviewOwed: _owed, ...line }): RolloutLine => ({ ...line, phase: 'awaiting-approval' }));

const OPEN_BUILDS: readonly BuildLine[] = [
  ...BUILDS.slice(0, 2),
  { ...BUILD, buildId: idOf(14), step: 'import', startedBy: 'Maya Lindqvist' },
];

const PROOFS: ProofSetup = {
  isSetUp: true,
  scriptName: 'Repave proof',
  patterns: ['*.lic', '*.key'],
  policies: ['Engineering – Europe', 'Sales – Global'],
  groups: 3,
};

const NO_PROOFS: ProofSetup = { ...PROOFS, isSetUp: false };

const OWNER = { pattern: '*.lic', personId: 'p-noor', name: 'Noor Haddad', upn: 'noor@contoso.com' };
const OWNERS: AppOwners = { owners: [OWNER], patterns: ['*.lic', '*.key'] };

const SOURCES: readonly SourceLine[] = [
  source('cad-2026', { kind: 'azure-managed' }),
  source('images/contoso-w11/2.0.0', { kind: 'azure-gallery' }),
  source('contoso-w11-old', { kind: 'visible-managed' }),
  source('build-vm-4', { kind: 'machine', size: 'Standard_D4s_v5' }),
];

function source(name: string, what: SourceLine['what']): SourceLine {
  return { id: `/subscriptions/${idOf(20)}/${name}`, name, what };
}

/** The short answers of the chat. */
export function listAnswers(): Readonly<Record<string, JsonObject>> {
  return { ...listQuestionsBack(), ...listLists(), ...listPlanAnswers(), ...listProofs() };
}

function listQuestionsBack(): Readonly<Record<string, JsonObject>> {
  const script = 'Get-AppxPackage -AllUsers | Where-Object NonRemovable -eq $false; '.repeat(8);
  return {
    'not-understood': bindNotUnderstood(),
    'did-you-mean': bindDidYouMean(['hold', 'abort']),
    'how-far-back': bindHowFarBack(ROLLOUT.rolloutId),
    'which-rollout': bindWhichRollout({ command: 'hold', rest: 'because printers are down' }, ROLLOUTS.slice(0, 2)),
    'which-rollout-many': bindWhichRollout({ command: 'status', rest: '' }, MANY_OPEN),
    'which-build': bindWhichBuild({ command: 'inspect', rest: '' }, OPEN_BUILDS),
    'which-build-long': bindWhichBuild({ command: 'run-script', rest: script }, OPEN_BUILDS),
    'which-done': bindWhichDone(OPEN_BUILDS.slice(0, 2)),
    'check-image-which': bindChooseSource(SOURCES, ''),
    'check-image-unseen': bindChooseSource(SOURCES, 'contoso 26h1'),
    'check-image-none': bindChooseSource([], ''),
  };
}

function listLists(): Readonly<Record<string, JsonObject>> {
  return {
    rollouts: bindRollouts(ROLLOUTS),
    'rollouts-many': bindRollouts(MANY),
    builds: bindBuilds(BUILDS),
    'builds-only': bindOnlyBuilds(BUILDS.slice(0, 1)),
    'app-owners': bindAppOwnerList(OWNERS),
    'app-owners-saved': bindAppOwnerSaved({ ...OWNERS, patterns: ['*.lic'] }),
    'reach-retried': bindReachRetried(22, ROLLOUT.rolloutId),
    'reach-retried-nobody': bindReachRetried(0, null),
    'stop-own': bindStopOwn(),
  };
}

function listPlanAnswers(): Readonly<Record<string, JsonObject>> {
  return {
    'plan-submitted': bindSubmitted(PLAN),
    'plan-discarded': bindDiscarded('November fixes'),
    'replace-cancelled': bindReplaceCancelled(),
    'prepare-cancelled': bindPrepareCancelled(),
    'prepare-begun': bindPrepareBegun('Contoso W11 25H2'),
  };
}

function listProofs(): Readonly<Record<string, JsonObject>> {
  return {
    'proof-measured': bindProofs(PROOFS),
    'proof-attested': bindProofs(NO_PROOFS),
    'proof-setup-ask': bindAskProofSetup(NO_PROOFS),
    'proof-setup-update': bindAskProofSetup(PROOFS),
    'proof-setup-done': bindProofSetupDone(PROOFS),
    'proof-patterns-saved': bindPatternsSaved(PROOFS),
    'proof-patterns-early': bindPatternsSaved({ ...NO_PROOFS, policies: [], groups: 0 }),
    'proof-off-ask': bindAskProofOff(),
    'proof-off': bindProofOff(),
  };
}
