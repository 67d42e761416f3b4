import type { Actor } from '../domain/actor.ts';
import type { AppAnswerKind } from '../domain/app-owners.ts';
import type { Result } from '../domain/refusal.ts';
import type { AppOwners, AppOwnerView } from '../domain/views-app-owner.ts';
import type { ClickedCard } from './ports-store.ts';

/** A card to an app owner, and the list that it showed. */
export interface AppCardRef {
  readonly rolloutId: string;
  readonly card: number;
  readonly list: string;
}

/** The same with what the card said when a button on it was pressed: drawn then, and where it stands. */
export interface AppCardSight extends AppCardRef {
  readonly seen?: string;
  readonly clicked?: ClickedCard | undefined;
}

/** People who answer for the files of an app, once for everybody on whose Cloud PC they lie. */
export interface AppOwnerCommands {
  /** Admins only. */
  listAppOwners(actor: Actor): Promise<Result<AppOwners>>;
  /** `*.lic = ada@contoso.com`, or `= nobody`. Admins only; the person must stand in the directory. */
  setAppOwner(actor: Actor, text: string): Promise<Result<AppOwners>>;
  /** The card as it stands, for the owner who was asked, and for approvers. */
  viewApp(actor: Actor, ref: AppCardRef): Promise<Result<AppOwnerView>>;
  /** By the owner of the pattern, for exactly the list that their card showed; another list is shown instead of being answered. */
  answerApp(
    actor: Actor,
    ref: AppCardSight,
    said: { readonly answer: AppAnswerKind; readonly reason: string },
  ): Promise<Result<AppOwnerView>>;
  /** By an approver: agrees with what the requester answered as owner of the app. */
  agreeToAppAnswer(actor: Actor, ref: AppCardSight): Promise<Result<AppOwnerView>>;
  /** By an approver, with a reason: the answer never counts, and whoever owns the pattern now is asked again on a new card. */
  disagreeWithAppAnswer(actor: Actor, ref: AppCardSight, reason: string): Promise<Result<AppOwnerView>>;
}
