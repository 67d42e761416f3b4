import type { Actor } from '../domain/actor.ts';
import type { BuildRequest, BuildSource } from '../domain/build/request.ts';
import type {
  BuildLine,
  BuildView,
  DoctorView,
  ImageCheckView,
  ImageDeleteView,
  ImagesView,
  LeftoversView,
} from '../domain/build/views.ts';
import type { Refusal, Result } from '../domain/refusal.ts';
import type { DeviceImage } from '../domain/world.ts';
import type { ImageLine, MachineLine, QuotaLine, SizeLine, SubnetLine, VisibleSource } from './ports-images.ts';

/** What the questions of `prepare image` offer. */
export interface PrepareCatalogue {
  readonly subscriptions: readonly { readonly id: string; readonly name: string }[];
  readonly resourceGroups: readonly string[];
  readonly subnets: readonly SubnetLine[];
  readonly machines: readonly MachineLine[];
  readonly azureImages: readonly ImageLine[];
  readonly visibleSources: readonly VisibleSource[];
  readonly deviceImages: readonly DeviceImage[];
}

/** A Marketplace image that was found, with what stands against it; refused ones are listed with the reason, not hidden. */
export interface MarketLine {
  readonly publisher: string;
  readonly offer: string;
  readonly sku: string;
  readonly version: string;
  readonly blocked: readonly Refusal[];
}

export interface SizeChoice extends SizeLine {
  readonly blocked: readonly Refusal[];
  readonly hourly: { readonly amount: number; readonly currency: string } | null;
}

/**
 * Everything people can do with images. For admins; each command checks the role itself, at that moment. All are safe to repeat.
 * Where a `buildId` may be left out, the one build that is not over is meant; refusals `which-build`, `no-build`. `revision` is what
 * the card showed: where a later one matters, the command refuses with `build-moved-on`.
 */
export interface BuildCommands {
  readPrepareCatalogue(actor: Actor, subscriptionId?: string): Promise<Result<PrepareCatalogue>>;
  /** Marketplace images whose offer or SKU has all words of `text`; at most 40. */
  searchMarketplace(
    actor: Actor,
    ask: { readonly subscriptionId: string; readonly region: string; readonly text: string },
  ): Promise<Result<readonly MarketLine[]>>;
  listSizes(
    actor: Actor,
    ask: { readonly subscriptionId: string; readonly region: string; readonly route: 'managed' | 'gallery' },
  ): Promise<Result<readonly SizeChoice[]>>;
  readQuota(
    actor: Actor,
    ask: { readonly subscriptionId: string; readonly region: string; readonly size: string },
  ): Promise<Result<QuotaLine>>;
  /** Free names for the image: in Azure, and name and version in Windows 365. */
  proposeNames(
    actor: Actor,
    source: BuildSource,
  ): Promise<Result<{ readonly captureName: string; readonly imageName: string; readonly imageVersion: string }>>;
  checkImage(actor: Actor, source: BuildSource, subscriptionId?: string): Promise<Result<ImageCheckView>>;
  /** Begins a build. Nothing is made in Azure before the source has passed every rule that can be checked from outside. */
  prepare(actor: Actor, request: BuildRequest): Promise<Result<BuildView>>;
  viewBuild(actor: Actor, buildId?: string): Promise<Result<BuildView>>;
  /** Posts the live card to the actor's chat and keeps it edited. */
  watchBuild(actor: Actor, buildId?: string): Promise<Result<BuildView>>;
  listBuilds(actor: Actor): Promise<Result<readonly BuildLine[]>>;

  inspect(actor: Actor, buildId?: string): Promise<Result<BuildView>>;
  runScript(actor: Actor, buildId: string | undefined, script: string): Promise<Result<BuildView>>;
  /** Removes the packages that the newest inspection named. */
  removePackages(actor: Actor, buildId: string): Promise<Result<BuildView>>;
  removeRecovery(actor: Actor, buildId: string): Promise<Result<BuildView>>;
  /** Customising is over: inspect once more, and when all is well ask for the seal. */
  customised(actor: Actor, buildId?: string): Promise<Result<BuildView>>;
  seal(actor: Actor, ask: { readonly buildId: string; readonly revision: number }): Promise<Result<BuildView>>;
  /** After a failed sysprep, or instead of sealing: back to the machine, which nobody has touched. */
  backToMachine(actor: Actor, buildId: string): Promise<Result<BuildView>>;
  /** Tries once more what stands still: the step in trouble, a failed sysprep with a fresh copy, a failed upload. */
  retryBuild(actor: Actor, buildId: string): Promise<Result<BuildView>>;
  importImage(
    actor: Actor,
    ask: { readonly buildId: string; readonly name: string; readonly version: string; readonly acceptUnknown: boolean },
  ): Promise<Result<BuildView>>;
  giveUp(actor: Actor, ask: { readonly buildId: string; readonly reason: string }): Promise<Result<BuildView>>;
  /** A fresh password for the build machine, shown in the actor's own chat for ten minutes. Works in a 1:1 chat only. */
  askPassword(actor: Actor, buildId: string): Promise<Result<BuildView>>;
  /** Takes the shown password away at once. */
  removePassword(actor: Actor, buildId: string): Promise<Result<BuildView>>;

  listImages(actor: Actor): Promise<Result<ImagesView>>;
  viewDeleteImage(actor: Actor, imageId: string): Promise<Result<ImageDeleteView>>;
  deleteImage(actor: Actor, imageId: string, typedName: string): Promise<Result<ImagesView>>;
  leftovers(actor: Actor): Promise<Result<LeftoversView>>;
  /** Deletes one leftover, by ARM id; refuses what a running build uses, and what does not carry our tag. */
  deleteLeftover(actor: Actor, id: string): Promise<Result<LeftoversView>>;
  /** Reads a setuperr.log or setupact.log that somebody pasted. */
  diagnose(actor: Actor, text: string): Promise<Result<DoctorView>>;
}
