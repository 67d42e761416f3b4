import type { ImageFacts } from './facts.ts';
import { RULES_2021_08 } from './rules-2021-08.ts';
import { RULES_2026_09 } from './rules-2026-09.ts';
import type { Finding, ImageRule, Judgement, RuleContext, RulePlace, RuleSet, RuleSetId } from './rules.ts';
import type { FindingLine } from './views.ts';

export const RULE_SETS: Readonly<Record<RuleSetId, RuleSet>> = { '2026-09': RULES_2026_09, '2021-08': RULES_2021_08 };

/**
 * Every rule of the set that is asked at this place, in the order of the set. What cannot be known is `unknown` and passes nowhere.
 * At `source-image` with a Marketplace source, the offer is judged.
 */
export function judgeFacts(
  id: RuleSetId,
  facts: ImageFacts,
  place: RulePlace,
  context: RuleContext,
): readonly Finding[] {
  const asked = place === 'source-image' && context.source === 'marketplace' ? 'offer' : place;
  const rules = RULE_SETS[id].rules.filter((rule) => rule.places.includes(asked));
  return rules.map((rule) => toFinding(rule, rule.judge(facts, { ...context, place: asked }), facts));
}

/** Whether something was found that Windows 365 or sysprep refuses. Unknown rules do not stop; a person accepts them by name. */
export function hasStop(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.outcome === 'fail');
}

/** Findings with what the set says about their rules. A rule that the set no longer has keeps its id as its title. */
export function describeFindings(id: RuleSetId, findings: readonly Finding[]): readonly FindingLine[] {
  return findings.map((finding) => {
    const rule = RULE_SETS[id].rules.find((candidate) => candidate.id === finding.ruleId);
    return {
      ruleId: finding.ruleId,
      title: rule?.title ?? finding.ruleId,
      outcome: finding.outcome,
      severity: rule?.severity ?? 'stop',
      evidence: finding.evidence,
      note: finding.note,
      fix: rule?.fix ?? '',
      howToFind: rule?.howToFind ?? '',
      source: rule?.source ?? { document: '', date: '' },
    };
  });
}

function toFinding(rule: ImageRule, judged: Judgement, facts: ImageFacts): Finding {
  const isBroken = judged.outcome === 'fail';
  const wasRight = isBroken && rule.id === 'generation-2' && facts.generation === 'V1';
  return {
    ruleId: rule.id,
    outcome: isBroken && rule.severity === 'warn' ? 'warn' : judged.outcome,
    evidence: judged.evidence,
    note: wasRight ? 'was-right-in-2021' : '',
  };
}
