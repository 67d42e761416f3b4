import type { AppCardAnswer, AppOwner } from './app-owners.ts';
import type { Instant } from './time.ts';

/** Who answers for which files, of the patterns that Cloud PCs are searched for. */
export interface AppOwners {
  readonly owners: readonly AppOwner[];
  readonly patterns: readonly string[];
}

/** The question to the owner of an app: files of their pattern lie on Cloud PCs that are to be wiped. */
export interface AppOwnerView {
  readonly kind: 'app-owner';
  readonly rolloutId: string;
  /** Number of the card within the rollout, from 0. */
  readonly card: number;
  /** Names exactly the list that is shown: an answer is for this list and no other. */
  readonly list: string;
  readonly pattern: string;
  /** Of the rollout. */
  readonly title: string;
  readonly image: string;
  readonly ownerName: string;
  readonly requesterName: string;
  /** `second`: somebody who has to agree with what the requester answered as owner of the app. */
  readonly viewer: 'owner' | 'second';
  /**
   * `deactivating`: people were told what to do first. `disagreed`: a second person said no to the answer on this card. `gone`: nothing is
   * open although nobody answered. `replaced`: a newer card asks. `over`: the rollout has ended.
   */
  readonly stage: 'open' | 'deactivating' | 'needs-second' | 'disagreed' | 'answered' | 'gone' | 'replaced' | 'over';
  readonly total: number;
  /** Where the files lie, profiles of people taken as one; at most 5 paths of all there are. */
  readonly found: {
    readonly total: number;
    readonly paths: readonly { readonly path: string; readonly cloudPcs: number }[];
  };
  /** The newest reports first; at most 20. */
  readonly people: readonly {
    readonly personName: string;
    readonly cloudPcName: string;
    readonly files: number;
    readonly reportedAt: Instant;
    readonly slotAt: Instant;
    readonly zone: string;
  }[];
  readonly answer: AppCardAnswer | null;
  /** The answer before this card, to which a second person said no: why it asks again. */
  readonly refused?: AppCardAnswer;
}
