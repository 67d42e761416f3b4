import type { JsonObject } from '../../../cards/actions.ts';
import { renderView } from '../../../cards/render-view.ts';
import type { View } from '../../../src/domain/views.ts';
import { listAnswers } from './answers.ts';
import { listAppOwners } from './app-owners.ts';
import { listApprovals } from './approvals.ts';
import { listBuilds } from './builds.ts';
import { listImageViews } from './images.ts';
import { listNotices } from './notices.ts';
import { listChecklists, listPlans } from './plans.ts';
import { listPrepareQuestions } from './prepare-questions.ts';
import { listQuestions } from './questions.ts';
import { listReach } from './reach.ts';
import { listRights } from './rights.ts';
import { listRollouts } from './rollouts.ts';
import { listUndos } from './undo.ts';

/** Every view that the examples show, by name. */
export function listViews(): Readonly<Record<string, View>> {
  return {
    ...listNotices(),
    ...listPlans(),
    ...listApprovals(),
    ...listChecklists(),
    ...listRollouts(),
    ...listReach(),
    ...listRights(),
    ...listAppOwners(),
    ...listUndos(),
    ...listBuilds(),
    ...listImageViews(),
  };
}

/** Every example card, by name: what the golden files hold and the pictures show. */
export function listCards(): Readonly<Record<string, JsonObject>> {
  const views = Object.entries(listViews()).map(
    ([name, view]) => [name, renderView(view, { zone: 'Europe/Berlin' }).card] as const,
  );
  return { ...Object.fromEntries(views), ...listQuestions(), ...listPrepareQuestions(), ...listAnswers() };
}
