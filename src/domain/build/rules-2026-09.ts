import { IMAGE_RULES } from './rules-2026-09-image.ts';
import { READINESS_RULES } from './rules-2026-09-readiness.ts';
import { WINDOWS_RULES } from './rules-2026-09-windows.ts';
import type { RuleSet } from './rules.ts';

/** What Windows 365 asks of a custom image in September 2026, and what sysprep asks of the machine that it is made from. */
export const RULES_2026_09: RuleSet = {
  id: '2026-09',
  title: 'Windows 365, September 2026',
  rules: [...IMAGE_RULES, ...WINDOWS_RULES, ...READINESS_RULES],
};
