import { holdsIf, mustBe, unknown } from './judgements.ts';
import { documents } from './rule-documents.ts';
import type { ImageRule, RulePlace, RuleSet } from './rules.ts';
import { servicingOf } from './servicing.ts';

const IMAGES: readonly RulePlace[] = ['source-image', 'captured-image', 'upload'];
const ANYWHERE: readonly RulePlace[] = ['machine', ...IMAGES];
const WITH_OFFERS: readonly RulePlace[] = ['offer', ...ANYWHERE];

/**
 * What Windows 365 asked when it began, by its page of 2021-08-02. Two months later the same page asked for Generation 2. Kept
 * because guides from then still go round, and to explain why their images were right.
 */
export const RULES_2021_08: RuleSet = {
  id: '2021-08',
  title: 'Windows 365, August 2021',
  rules: [
    oldRule('windows-10-enterprise', 'Windows 10 Enterprise', ANYWHERE, (facts) => {
      if (facts.edition === null || facts.osBuild === null) return unknown();
      const windows = servicingOf(facts.osBuild)?.windows;
      if (windows === undefined) return unknown(facts.osBuild);
      return holdsIf(windows === 10 && facts.edition === 'Enterprise', `Windows ${windows} ${facts.edition}`);
    }),
    oldRule('single-session', 'Not multi-session', ANYWHERE, ({ edition }) =>
      edition === null ? unknown() : holdsIf(edition !== 'ServerRdsh', edition),
    ),
    oldRule('generalized', 'Generalised with sysprep', IMAGES, (facts) => mustBe(facts.osState, ['Generalized'])),
    oldRule('generation-1', 'Generation 1', WITH_OFFERS, (facts) => mustBe(facts.generation, ['V1'])),
    oldRule('same-subscription', 'In the subscription of the network connection', IMAGES, (facts) => {
      const same = facts.sameSubscriptionAsConnection;
      if (same === null) return unknown();
      return holdsIf(same, same ? 'same subscription' : 'another subscription');
    }),
  ],
};

function oldRule(id: string, title: string, places: readonly RulePlace[], judge: ImageRule['judge']): ImageRule {
  return {
    id,
    title,
    places,
    severity: 'stop',
    source: documents.images2021,
    fix: 'These rules are out of date: judge by the rules of 2026-09.',
    howToFind: 'Look at the image or machine in the Azure portal, or inspect the machine.',
    judge,
  };
}
