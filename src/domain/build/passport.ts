import type { Instant } from '../time.ts';
import type { Finding, RuleSetId } from './rules.ts';

/** What is known of where a device image comes from. Written when a build imports it; one row an image, by device image id. */
export interface Passport {
  readonly deviceImageId: string;
  readonly name: string;
  readonly version: string;
  readonly buildId: string;
  /** For people: the Marketplace image, machine or image that it started from. */
  readonly source: string;
  /** ARM id of the managed image or gallery version that was imported. */
  readonly sourceId: string;
  /** Name and version of the image that this one follows; null for the first. */
  readonly parent: string | null;
  readonly ruleSet: RuleSetId;
  readonly findings: readonly Finding[];
  readonly findingsAt: Instant | null;
  /** Rules accepted as unknown, by id. */
  readonly accepted: readonly string[];
  readonly osBuild: string | null;
  readonly osVersion: string | null;
  readonly builtBy: string;
  readonly sealedBy: string | null;
  readonly importedBy: string;
  readonly importedAt: Instant;
}
