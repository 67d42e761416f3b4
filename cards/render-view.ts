import type { View } from '../src/domain/views.ts';
import { bindAbort } from './abort.ts';
import type { JsonObject } from './actions.ts';
import { bindAppOwner } from './app-owner.ts';
import { bindApproval } from './approval.ts';
import { bindApprovalExtra } from './approval-go-live.ts';
import { bindAsk } from './ask.ts';
import { bindChecklist } from './checklist.ts';
import { bindChecks } from './checks.ts';
import { bindNotice } from './notice.ts';
import { bindPlan } from './plan.ts';
import { bindImageView } from './render-image-view.ts';
import { bindRightsView } from './render-rights-view.ts';
import { bindManager, bindReach } from './reach.ts';
import { bindReport } from './report.ts';
import { bindStatus } from './status.ts';
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

function bindView(view: View, options: { readonly zone: string }): JsonObject {
  switch (view.kind) {
    case 'notice':
      return bindNotice(view);
    case 'approval':
      return bindApproval(view, options);
    case 'go-live':
    case 'review':
      return bindApprovalExtra(view, options);
    case 'plan':
      return bindPlan(view, options);
    case 'status':
      return bindStatus(view, options);
    case 'checklist':
      return bindChecklist(view, options);
    case 'checks':
      return bindChecks(view, options);
    case 'ask':
      return bindAsk(view, options);
    case 'stop':
    case 'appeal':
    case 'case':
    case 'cases':
      return bindRightsView(view, options);
    case 'report':
      return bindReport(view, options);
    case 'app-owner':
      return bindAppOwner(view, options);
    case 'undo':
      return bindUndo(view, options);
    case 'reach':
      return bindReach(view, options);
    case 'manager':
      return bindManager(view);
    case 'abort':
      return bindAbort(view, options);
    default:
      return bindImageView(view, options);
  }
}
