import type { View } from '../src/domain/views.ts';
import { bindAbort } from './abort.ts';
import type { JsonObject } from './actions.ts';
import { bindAppOwner } from './app-owner.ts';
import { bindAppeal } from './appeal.ts';
import { bindGoLive, bindReview } from './approval-go-live.ts';
import { bindApproval } from './approval.ts';
import { bindAsk } from './ask.ts';
import { bindBuild } from './build.ts';
import { bindCase, bindCases } from './case.ts';
import { bindChecklist } from './checklist.ts';
import { bindChecks } from './checks.ts';
import { bindDoctor } from './doctor.ts';
import { bindFreshness } from './freshness.ts';
import { bindImageCheck } from './image-check.ts';
import { bindImageDelete } from './image-delete.ts';
import { bindImages } from './images.ts';
import { bindLeftovers } from './leftovers.ts';
import { bindNotice } from './notice.ts';
import { bindPassword } from './password.ts';
import { bindPlan } from './plan.ts';
import { bindManager, bindReach } from './reach.ts';
import { bindReport } from './report.ts';
import { bindStatus } from './status.ts';
import { bindStop } from './stop.ts';
import { bindUndo } from './undo.ts';
import { languageOf } from './text/languages.ts';
import { inLanguage, languageNow } from './text/say.ts';
import type { Language } from './text/languages.ts';

interface RenderedView {
  readonly card: JsonObject;
  /** One plain sentence for the toast, and for clients that show no cards. */
  readonly summary: string;
}

/**
 * The card of a view. `zone` (IANA) is for dates that are nobody's own; a notice always speaks in its owner's zone. `locale` is what the
 * reader's Teams is set to; where that is not known, a notice speaks its owner's language of the directory.
 */
export function renderView(
  view: View,
  options: { readonly zone: string; readonly locale?: string } = { zone: 'UTC' },
): RenderedView {
  return inLanguage(languageFor(view, options.locale), () => {
    const card = bindView(view, options);
    return { card, summary: summaryOf(card) };
  });
}

function languageFor(view: View, locale: string | undefined): Language {
  if (locale) return languageOf(locale);
  if (locale === undefined) return languageNow();
  return languageOf(view.kind === 'notice' || view.kind === 'manager' ? view.locale : '');
}

/** The plain sentence that every card of ours carries. */
export function summaryOf(card: JsonObject): string {
  const { fallbackText } = card;
  return typeof fallbackText === 'string' ? fallbackText : '';
}

type Binders = {
  readonly [Kind in View['kind']]: (
    view: Extract<View, { readonly kind: Kind }>,
    options: { readonly zone: string },
  ) => JsonObject;
};

/** Every kind of view and what binds its card. A new kind does not compile before it stands here. */
const BINDERS: Binders = {
  notice: bindNotice,
  approval: bindApproval,
  'go-live': bindGoLive,
  review: bindReview,
  plan: bindPlan,
  status: bindStatus,
  checklist: bindChecklist,
  checks: bindChecks,
  ask: bindAsk,
  report: bindReport,
  abort: bindAbort,
  undo: bindUndo,
  'app-owner': bindAppOwner,
  reach: bindReach,
  manager: bindManager,
  stop: bindStop,
  appeal: bindAppeal,
  case: bindCase,
  cases: bindCases,
  build: bindBuild,
  'image-check': bindImageCheck,
  images: bindImages,
  'image-delete': bindImageDelete,
  leftovers: bindLeftovers,
  doctor: bindDoctor,
  freshness: bindFreshness,
  password: bindPassword,
};

function bindView<Kind extends View['kind']>(
  view: Extract<View, { readonly kind: Kind }>,
  options: { readonly zone: string },
): JsonObject {
  return BINDERS[view.kind](view, options);
}
