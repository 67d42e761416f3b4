import type { StatusView } from '../src/domain/views.ts';
import { executeButton } from './actions.ts';
import type { JsonObject } from './actions.ts';
import { abortButton, holdButton, resumeButton, retryButton, MOST_BUTTONS } from './buttons.ts';
import { rollBackButton } from './buttons-end.ts';
import { askResumeButton, stopButton } from './buttons-rights.ts';
import { escapeText, formatShort, formatZone, plainText } from './format.ts';
import { bindBar, bindCounts, slicesOf, wordProgress } from './progress.ts';
import { createTemplate } from './render.ts';
import { detailsOf, factsOf, sectionsOf, stopBanner } from './status-words.ts';
import source from './status.json' with { type: 'json' };
import { say } from './text/say.ts';
import { wordRolloutPhase } from './words.ts';

const fill = createTemplate(source);

/** The live status of one rollout: where it stands, what stops it, what runs, what is wrong, and the levers that fit. */
export function bindStatus(view: StatusView, options: { readonly zone: string }): JsonObject {
  const banner = stopBanner(view, options.zone);
  const phase = phaseOf(view);
  return fill({
    summary: plainText(
      say('status.summary', { title: view.title, state: banner.title || phase, progress: wordProgress(view.counts) }),
    ),
    eyebrow: say(view.planKind === 'roll-back' ? 'status.roll-back' : 'status.rollout'),
    title: escapeText(view.title),
    lead: phase,
    banner: banner.title,
    bannerStyle: banner.style,
    bannerLines: banner.lines.map((text) => ({ text })),
    total: view.targets,
    chartTitle: say('status.chart-title', { n: view.targets }),
    slices: slicesOf(view.counts),
    bar: bindBar(view.counts),
    rows: bindCounts(view.counts),
    facts: factsOf(view, options.zone),
    sections: sectionsOf(view, options.zone),
    detailsTitle: say('plan.details'),
    details: detailsOf(view, options.zone),
    small: say('status.small', {
      at: formatShort(view.updatedAt, options.zone),
      zone: formatZone(options.zone, view.updatedAt),
    }),
    actions: buttonsOf(view),
  });
}

function phaseOf(view: StatusView): string {
  const phase = wordRolloutPhase(view.phase);
  if (view.phase !== 'rolling') return phase;
  return say('status.wave-of', { phase, wave: String(view.wave + 1), waves: String(view.waves) });
}

/** Holding on or going on, and the stop that it takes two people to end. */
function pauseButtons({ rolloutId, hold }: StatusView): readonly JsonObject[] {
  if (hold?.kind === 'line-stopped') return hold.resumeAsked ? [] : [askResumeButton(rolloutId)];
  return [hold ? resumeButton(rolloutId) : holdButton(rolloutId), stopButton(rolloutId)];
}

function buttonsOf(view: StatusView): readonly JsonObject[] {
  const { rolloutId } = view;
  const isLive = view.phase === 'noticing' || view.phase === 'rolling';
  const refresh = executeButton(say('status.refresh'), 'status.refresh', { rolloutId });
  const report = executeButton(say('status.report'), 'rollout.report', { rolloutId });
  if (isLive) {
    const buttons = [...pauseButtons(view), ...retryButtons(view), abortButton(rolloutId), report, refresh];
    return buttons.slice(0, MOST_BUTTONS);
  }
  const ended = view.phase === 'completed' || view.phase === 'aborted';
  return ended ? [report, ...retryButtons(view), ...rollBackButtons(view)] : [refresh];
}

/** A finished rollout is opened again by it; an aborted one stays ended. */
function retryButtons({ phase, rolloutId, counts }: StatusView): readonly JsonObject[] {
  return phase !== 'aborted' && counts.failed > 0 ? [retryButton(rolloutId, counts.failed)] : [];
}

function rollBackButtons({ planKind, rolloutId }: StatusView): readonly JsonObject[] {
  return planKind === 'replace' ? [rollBackButton(rolloutId)] : [];
}
