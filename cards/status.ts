import type { StatusView } from '../src/domain/views.ts';
import { executeButton } from './actions.ts';
import type { JsonObject } from './actions.ts';
import { abortButton, holdButton, resumeButton, retryButton } from './buttons.ts';
import { rollBackButton } from './buttons-end.ts';
import { escapeText, formatNumber, formatShort, formatZone, plainText } from './format.ts';
import { bindBar, bindCounts, slicesOf, wordProgress } from './progress.ts';
import { createTemplate } from './render.ts';
import { detailsOf, factsOf, sectionsOf, stopBanner } from './status-words.ts';
import source from './status.json' with { type: 'json' };
import { wordRolloutPhase } from './words.ts';

const fill = createTemplate(source);

/** The live status of one rollout: where it stands, what stops it, what runs, what is wrong, and the levers that fit. */
export function bindStatus(view: StatusView, options: { readonly zone: string }): JsonObject {
  const banner = stopBanner(view, options.zone);
  const phase = phaseOf(view);
  return fill({
    summary: plainText(`${view.title}: ${banner.title || phase}. ${wordProgress(view.counts)}`),
    eyebrow: view.planKind === 'roll-back' ? 'Putting the old image back' : 'Rollout',
    title: escapeText(view.title),
    lead: phase,
    banner: banner.title,
    bannerStyle: banner.style,
    bannerLines: banner.lines.map((text) => ({ text })),
    total: view.targets,
    chartTitle: `${formatNumber(view.targets)} Cloud PCs`,
    slices: slicesOf(view.counts),
    bar: bindBar(view.counts),
    rows: bindCounts(view.counts),
    facts: factsOf(view, options.zone),
    sections: sectionsOf(view, options.zone),
    details: detailsOf(view, options.zone),
    small: `Last look ${formatShort(view.updatedAt, options.zone)}. Times are ${formatZone(options.zone, view.updatedAt)}.`,
    actions: buttonsOf(view),
  });
}

function phaseOf(view: StatusView): string {
  const phase = wordRolloutPhase(view.phase);
  return view.phase === 'rolling' ? `${phase}: wave ${view.wave + 1} of ${view.waves}` : phase;
}

function buttonsOf(view: StatusView): readonly JsonObject[] {
  const { rolloutId } = view;
  const isLive = view.phase === 'noticing' || view.phase === 'rolling';
  const refresh = executeButton('Refresh', 'status.refresh', { rolloutId });
  const report = executeButton('Report', 'rollout.report', { rolloutId });
  if (isLive) {
    return [
      view.hold ? resumeButton(rolloutId) : holdButton(rolloutId),
      ...(view.counts.failed > 0 ? [retryButton(rolloutId, view.counts.failed)] : []),
      abortButton(rolloutId),
      report,
      refresh,
    ];
  }
  const ended = view.phase === 'completed' || view.phase === 'aborted';
  return ended ? [report, ...(view.planKind === 'replace' ? [rollBackButton(rolloutId)] : [])] : [refresh];
}
