import type { BuildView } from '../src/domain/build/views.ts';
import type { Json, JsonObject } from './actions.ts';
import { bindCustomise } from './build-customise.ts';
import { bindEnd } from './build-end.ts';
import { headingOf } from './build-heading.ts';
import { bindImport, bindImportAsk } from './build-import.ts';
import { listBuildButtons } from './build-levers.ts';
import { bindPace } from './build-pace.ts';
import { wordRoad } from './build-road.ts';
import { bindSealAsk } from './build-seal.ts';
import { bindDiagnosis } from './diagnosis.ts';
import { bindFindings } from './findings.ts';
import { escapeText, formatShort, formatZone } from './format.ts';
import { bindFrame } from './frame.ts';
import { boxPart, sectionPart, textPart } from './parts.ts';
import { wordSource } from './resource-words.ts';
import { say } from './text/say.ts';
import { explain } from './words.ts';

/** The live card of one build: where it is, what matters there, and the buttons that fit. An older card only says so. */
export function bindBuild(view: BuildView, { zone }: { readonly zone: string }): JsonObject {
  const { title, lead } = headingOf(view);
  const named = {
    summary: say('build.summary', { title: escapeText(view.title, 120), heading: title }),
    eyebrow: say('build.eyebrow', { title: escapeText(view.title, 120) }),
  };
  if (view.superseded) {
    return bindFrame({ ...named, title: say('build.superseded'), lead: '', parts: [], small: '', actions: [] });
  }
  return bindFrame({
    ...named,
    title,
    lead,
    parts: [...roadOf(view), ...partsOf(view, zone)],
    small: say('build.small', {
      name: escapeText(view.startedBy.name, 80),
      start: formatShort(view.startedAt, zone),
      updated: formatShort(view.updatedAt, zone),
      zone: formatZone(zone, view.updatedAt),
    }),
    actions: listBuildButtons(view),
  });
}

/** The way that was left half walked is of no more use. */
function roadOf({ road, ended }: BuildView): readonly Json[] {
  const isLeft = ended !== null && ended.outcome !== 'ready';
  return isLeft ? [] : [textPart(wordRoad(road), { spacing: 'Medium' })];
}

function partsOf(view: BuildView, zone: string): readonly Json[] {
  return [...bindTrouble(view, zone), ...stepParts(view, zone)];
}

/** What keeps it from going on. What a source breaks stands below, rule by rule; a failed import explains itself. */
function bindTrouble({ trouble, ended, importing }: BuildView, zone: string): readonly Json[] {
  if (!trouble || ended || (trouble.why.code === 'import-failed' && importing?.errorCode != null)) return [];
  const why = escapeText(explain(trouble.why, zone), 600);
  const when = formatShort(trouble.since, zone);
  if (trouble.isFinal) return [boxPart('attention', [say('build.needs-you'), why, say('build.since', { when })])];
  return [boxPart('warning', [say('build.waiting'), why, say('build.since-retry', { when })])];
}

function stepParts(view: BuildView, zone: string): readonly Json[] {
  if (view.ended) return bindEnd(view, zone);
  switch (view.step) {
    case 'check-source':
      return sourceParts(view);
    case 'customise':
      return bindCustomise(view, zone);
    case 'confirm-seal':
      return bindSealAsk(view);
    case 'sysprep-failed':
      return view.diagnosis ? bindDiagnosis(view.diagnosis) : [];
    case 'confirm-import':
      return bindImportAsk(view, zone);
    default:
      return runningParts(view);
  }
}

function sourceParts({ request, findings }: BuildView): readonly Json[] {
  const rules = findings.length === 0 ? [] : [sectionPart(say('build.rules'), bindFindings(findings))];
  return [textPart(say('build.from', { source: wordSource(request) })), ...rules];
}

/** Steps at which Azure or Windows 365 works and people wait. */
function runningParts(view: BuildView): readonly Json[] {
  const isOver = view.trouble?.isFinal === true || view.importing?.errorCode != null;
  return [...(view.step === 'import' ? bindImport(view) : []), ...(isOver ? [] : bindPace(view))];
}
