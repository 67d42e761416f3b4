import type { Instant } from '../time.ts';
import type { ImageFacts } from './facts.ts';
import type { BuildSource, Route } from './request.ts';

/** Dated rule sets for images: what Windows 365 asks of a custom image, as of a month. */
export type RuleSetId = '2026-09' | '2021-08';

/**
 * Where a rule can be checked. `offer` is a Marketplace image: no more is asked of it than can be told from outside, as a machine is
 * made from it and judged. `upload` asks everything that Windows 365 asks.
 */
export type RulePlace = 'offer' | 'source-image' | 'machine' | 'captured-image' | 'upload';

/** What a judgement depends on besides the facts. */
export interface RuleContext {
  /** Null when it is not chosen yet, or an image is imported whose kind is not known. */
  readonly route: Route | null;
  readonly now: Instant;
  /** With `marketplace`, the place `source-image` means the offer. */
  readonly source?: BuildSource['kind'];
}

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
  judge(facts: ImageFacts, at: RuleContext & { readonly place: RulePlace }): Judgement;
}

export interface Judgement {
  readonly outcome: 'pass' | 'fail' | 'unknown';
  readonly evidence: string;
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
