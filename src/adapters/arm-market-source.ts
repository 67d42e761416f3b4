import { z } from 'zod';
import type { ImageFacts } from '../domain/build/facts.ts';
import type { BuildPlace, BuildSource } from '../domain/build/request.ts';
import type { SourceSeen } from '../workflow/ports-images.ts';
import type { ArmCalls } from './arm-calls.ts';

type MarketSource = BuildSource & { readonly kind: 'marketplace' };

const textOrNull = z.string().nullable().catch(null);

const marketImage = z.object({
  plan: z.object({ name: z.string() }).nullable().catch(null),
  osDiskImage: z.object({ operatingSystem: textOrNull }).catch({ operatingSystem: null }),
  dataDiskImages: z.array(z.unknown()).catch([]),
  hyperVGeneration: z.enum(['V1', 'V2']).nullable().catch(null),
  architecture: textOrNull,
  features: z.array(z.object({ name: z.string(), value: z.string() })).catch([]),
  imageDeprecationStatus: z.object({ imageState: textOrNull }).catch({ imageState: null }),
});

/** A Marketplace image in the region where the machine will be made. Azure does not say its edition, nor the size of its disk. */
export async function readMarketSource(
  calls: ArmCalls,
  source: MarketSource,
  { subscriptionId, region }: BuildPlace,
): Promise<SourceSeen> {
  const { publisher, offer, sku, version } = source;
  const title = nameSku(sku);
  const image = await calls.find(`look at Marketplace image ${publisher}/${offer}/${sku}/${version}`, async (limit) => {
    const { virtualMachineImages } = calls.clientFor(subscriptionId);
    return marketImage.parse(await virtualMachineImages.get(region, publisher, offer, sku, version, limit));
  });
  if (image === undefined) return { found: false, facts: {}, title, region: null, machine: null };
  return { found: true, facts: toFacts(image), title, region, machine: null };
}

function toFacts(image: z.infer<typeof marketImage>): Partial<ImageFacts> {
  return {
    generation: image.hyperVGeneration,
    osType: image.osDiskImage.operatingSystem,
    architecture: image.architecture,
    securityType: readSecurity(image.features),
    dataDisks: image.dataDiskImages.length,
    paidOffer: image.plan !== null,
    // An image that says nothing of its end has none planned.
    deprecation: image.imageDeprecationStatus.imageState ?? 'Active',
  };
}

function readSecurity(features: readonly { readonly name: string; readonly value: string }[]) {
  const said = features.find(({ name }) => name.toLowerCase() === 'securitytype')?.value ?? '';
  if (/^TrustedLaunchSupported|^TrustedLaunchAndConfidentialVMSupported/i.test(said)) return 'TrustedLaunchSupported';
  return said === 'TrustedLaunch' ? 'TrustedLaunch' : null;
}

/** "Windows 11 Enterprise 25H2 (win11-25h2-ent)" where the SKU follows Microsoft's pattern; else the SKU. */
function nameSku(sku: string): string {
  const [, windows, release] = /^win(10|11)-(\d\dh\d)-ent(?=$|-)/i.exec(sku) ?? [];
  if (windows === undefined || release === undefined) return sku;
  return `Windows ${windows} Enterprise ${release.toUpperCase()} (${sku})`;
}
