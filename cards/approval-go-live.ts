import { shortHash } from '../src/domain/plan.ts';
import type { GoLiveView, ReviewView } from '../src/domain/views-approval.ts';
import { executeButton } from './actions.ts';
import type { JsonObject } from './actions.ts';
import { wordData } from './approval-scope.ts';
import { askFor, showCard } from './buttons.ts';
import { countCloudPcs, countPeople, escapeText, formatMoment, joinNames } from './format.ts';
import { bindFrame } from './frame.ts';
import { boxPart, sectionPart, textPart } from './parts.ts';
import { say } from './text/say.ts';
import { wordSkipped } from './words-approval.ts';

/** Policies that are named; the rest is a number. */
const SWITCHES = 10;

/** What is asked once more, after the plan: whether the policies switch now. */
export function bindGoLive(view: GoLiveView, { zone }: { readonly zone: string }): JsonObject {
  const { title, tenantName, switches, targets, people, requestedBy } = view;
  const names = switches.map(({ policyName }) => say('plan.quoted', { name: escapeText(policyName, 80) }));
  const reach = { cloudPcs: countCloudPcs(targets), people: countPeople(people) };
  const changes = switches
    .slice(0, SWITCHES)
    .map(
      ({ policyName, before, after }) =>
        `- ${escapeText(policyName, 80)}: ${escapeText(before.imageName, 80)} → **${escapeText(after.imageName, 80)}**`,
    );
  const rest = switches.length - changes.length;
  return bindFrame({
    eyebrow: say('approval.go-live-eyebrow', { tenant: escapeText(tenantName) }),
    title: say('approval.go-live-title', { n: switches.length, names: joinNames(names, 3) }),
    lead: say(view.again ? 'approval.go-live-again-lead' : 'approval.go-live-lead', {
      name: escapeText(requestedBy.name, 80),
      title: escapeText(title, 160),
    }),
    parts: [
      ...answerPart(view, zone),
      ...(view.again && view.state === 'pending'
        ? [boxPart('warning', [say('approval.go-live-again', view.again)])]
        : []),
      textPart([...changes, ...(rest > 0 ? [say('approval.reach-more', { n: rest })] : [])].join('\n')),
      textPart(say('approval.go-live-what')),
      textPart(say('approval.go-live-when', { at: formatMoment(view.firstAt, zone), ...reach })),
      ...(view.approvedBy.length > 0
        ? [
            textPart(
              say('approval.go-live-plan-by', { names: joinNames(view.approvedBy.map((one) => escapeText(one, 80))) }),
            ),
          ]
        : []),
      ...(view.data ? wordData(view.data).map((line) => textPart(line, { spacing: 'Small' })) : []),
    ],
    small: say(view.state === 'pending' ? 'approval.small-open' : 'approval.small', {
      hash: shortHash(view.hash),
      revision: view.revision,
    }),
    actions: view.state === 'pending' ? goLiveButtons(view) : [statusButton(view.rolloutId)],
  });
}

function answerPart({ state, decision }: GoLiveView, zone: string): readonly JsonObject[] {
  if (state === 'pending') return [];
  if (state === 'over' || !decision) return [boxPart('emphasis', [say('approval.go-live-over')])];
  const who = say('approval.by', { name: escapeText(decision.by.name), at: formatMoment(decision.at, zone) });
  const said = decision.comment === '' ? [] : [say('approval.quoted', { text: escapeText(decision.comment) })];
  const isYes = state === 'approved';
  const title = say(isYes ? 'approval.go-live-yes' : 'approval.go-live-no');
  return [boxPart(isYes ? 'good' : 'attention', [title, who, ...said])];
}

function goLiveButtons({ rolloutId, hash }: GoLiveView): readonly JsonObject[] {
  const key = { rolloutId, hash };
  const ask = askFor({ id: 'reason', label: say('approval.reject-why'), error: say('approval.reject-error') });
  const refuse = executeButton(say('approval.go-live-refuse'), 'go-live.refuse', key, { style: 'destructive' });
  return [
    executeButton(say('approval.go-live-approve'), 'go-live.approve', key, { style: 'positive' }),
    showCard(say('approval.reject-open'), [ask], [refuse], 'destructive'),
  ];
}

function statusButton(rolloutId: string): JsonObject {
  return executeButton(say('approval.status'), 'status.refresh', { rolloutId });
}

/** What an expedited rollout did without, for the look back at it. */
export function bindReview(view: ReviewView, { zone }: { readonly zone: string }): JsonObject {
  const { rolloutId, title, why, review } = view;
  const skipped = view.skipped.map((one) => `- ${escapeText(wordSkipped(one), 300)}`).slice(0, 20);
  const lead = review ? 'approval.review-done-lead' : 'approval.review-lead';
  return bindFrame({
    eyebrow: say('approval.review-eyebrow', { tenant: escapeText(view.tenantName) }),
    title: say(review ? 'approval.review-done' : 'approval.review-title'),
    lead: say(lead, { name: escapeText(view.requestedBy.name, 80), title: escapeText(title, 160) }),
    parts: [
      ...(review ? [reviewPart(review, zone)] : []),
      textPart(say('approval.review-why', { why: escapeText(why, 300) })),
      textPart(say('approval.review-result', { done: view.done, all: view.targets, failed: view.failed })),
      ...(skipped.length > 0 ? [sectionPart(say('approval.review-skipped'), [textPart(skipped.join('\n'))])] : []),
    ],
    small: say('approval.review-small', { names: joinNames(view.approvedBy.map((one) => escapeText(one, 80))) }),
    actions: review ? [statusButton(rolloutId)] : reviewButtons(rolloutId),
  });
}

function reviewPart({ by, at, text }: NonNullable<ReviewView['review']>, zone: string): JsonObject {
  const who = say('approval.by', { name: escapeText(by.name), at: formatMoment(at, zone) });
  return boxPart('good', [who, say('approval.quoted', { text: escapeText(text) })]);
}

/** The form that closes a review; on the review card and on the report. */
export function reviewButtons(rolloutId: string): readonly JsonObject[] {
  const ask = askFor({
    id: 'text',
    label: say('approval.review-ask'),
    error: say('approval.review-error'),
  });
  const close = executeButton(say('approval.review-close'), 'review.close', { rolloutId }, { style: 'positive' });
  return [showCard(say('approval.review-open'), [ask], [close])];
}
