import { breaks, holds, mustBe, unknown } from './judgements.ts';
import type { ImageFacts } from './facts.ts';
import type { Judgement, RuleContext, RulePlace } from './rules.ts';

/**
 * The security type decides how an image can be kept. A managed image is made of Standard machines only: Azure refuses others, so of
 * a managed image that exists there is nothing left to ask. Windows 365 takes gallery images whose definition says Trusted Launch;
 * `TrustedLaunchSupported` is not that. Of an offer it is asked whether a machine of the right type can be made from it.
 */
export function judgeSecurityType(
  facts: ImageFacts,
  at: Pick<RuleContext, 'route'> & { readonly place: RulePlace },
): Judgement {
  const type = facts.securityType;
  if (at.place === 'offer') return judgeOffer(type, at.route);
  if (at.route === 'managed')
    return type === null && at.place !== 'machine' ? holds('managed image') : mustBe(type, ['Standard']);
  if (at.route === 'gallery') return mustBe(type, ['TrustedLaunch']);
  return mustBe(type, ['Standard', 'TrustedLaunch']);
}

function judgeOffer(type: ImageFacts['securityType'], route: RuleContext['route']): Judgement {
  if (type === null) return route === 'gallery' ? unknown() : holds('Standard machines can be made of every image');
  if (type === 'ConfidentialVM') return breaks(type);
  return route === 'gallery' && type === 'Standard' ? breaks('no Trusted Launch') : holds(type);
}
