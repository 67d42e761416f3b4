import type { ImageFacts } from './facts.ts';

/** Dated rule sets for images: what Windows 365 asks of a custom image, as of a month. */
export type RuleSetId = '2026-09' | '2021-08';

/** Where a rule can be checked. */
export type RulePlace = 'source-image' | 'machine' | 'captured-image' | 'upload';

/** Whether a rule that does not hold stops the build, or is only worth knowing. */
export type Severity = 'stop' | 'warn';

export interface ImageRule {
  readonly id: string;
  readonly title: string;
  readonly places: readonly RulePlace[];
  readonly severity: Severity;
  /** Document and its date. */
  readonly source: { readonly document: string; readonly date: string };
  /** What to do when it does not hold. */
  readonly fix: string;
  /** How to find out when it is not known. */
  readonly howToFind: string;
  /** Holds, or not, or cannot be told from these facts. `evidence` is the value looked at, for people. Pure. */
  judge(facts: ImageFacts): { readonly outcome: 'pass' | 'fail' | 'unknown'; readonly evidence: string };
}

export interface RuleSet {
  readonly id: RuleSetId;
  readonly title: string;
  readonly rules: readonly ImageRule[];
}

/** One rule, held against facts at a time. `warn`: it does not hold, and is of severity `warn`. `unknown` never counts as pass. */
export interface Finding {
  readonly ruleId: string;
  readonly outcome: 'pass' | 'warn' | 'fail' | 'unknown';
  readonly evidence: string;
  /** An explanation beside the rule's own fix, as a code: `was-right-in-2021` for a Generation 1 image; '' for none. */
  readonly note: string;
}
