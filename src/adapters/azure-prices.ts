import { z } from 'zod';
import type { Clock } from '../workflow/ports.ts';
import type { Prices } from '../workflow/ports-images.ts';

export interface AzurePricesOptions {
  /** Root of the Retail Prices API; null when nobody shall be asked. */
  readonly baseUrl: string | null;
  readonly clock: Clock;
}

type Price = Awaited<ReturnType<Prices['hourly']>>;

const KEPT_MS = 3_600_000;
const TIMEOUT_MS = 5000;

/**
 * List prices of Windows machines from the public Azure Retail Prices API ("Azure Retail Prices overview"), kept for an hour, also
 * when none was found. Pay as you go, in US dollars, which is what Microsoft sets its prices in; discounts are not in it.
 */
export function createAzurePrices({ baseUrl, clock }: AzurePricesOptions): Prices {
  const kept = new Map<string, { readonly atMs: number; readonly price: Price }>();
  return {
    async hourly(size, region) {
      if (baseUrl === null) return null;
      const nowMs = Date.parse(clock.now());
      const key = `${size}@${region}`.toLowerCase();
      const known = kept.get(key);
      if (known !== undefined && nowMs - known.atMs < KEPT_MS) return known.price;
      const price = await askPrice(baseUrl, size, region);
      kept.set(key, { atMs: nowMs, price });
      return price;
    },
  };
}

const priceList = z.object({
  Items: z.array(
    z.object({
      currencyCode: z.string(),
      retailPrice: z.number(),
      unitOfMeasure: z.string().catch(''),
      productName: z.string().catch(''),
      skuName: z.string().catch(''),
      meterName: z.string().catch(''),
      type: z.string().catch(''),
    }),
  ),
});

type Item = z.infer<typeof priceList>['Items'][number];

/** A price is only for information: whatever goes wrong, there is none. */
async function askPrice(baseUrl: string, size: string, region: string): Promise<Price> {
  try {
    const response = await fetch(toUrl(baseUrl, size, region), {
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) return null;
    const [cheapest] = priceList
      .parse(await response.json())
      .Items.filter(isWindowsHour)
      .toSorted((a, b) => a.retailPrice - b.retailPrice);
    return cheapest === undefined ? null : { amount: cheapest.retailPrice, currency: cheapest.currencyCode };
  } catch {
    return null;
  }
}

/** The values of the filter are compared with regard to case; sizes and regions come from Azure and have the right one. */
function toUrl(baseUrl: string, size: string, region: string): string {
  const wanted = {
    serviceName: 'Virtual Machines',
    priceType: 'Consumption',
    armRegionName: region,
    armSkuName: size,
  };
  const filter = Object.entries(wanted).map(([name, value]) => `${name} eq '${value.replaceAll("'", "''")}'`);
  return `${baseUrl}/api/retail/prices?$filter=${encodeURIComponent(filter.join(' and '))}`;
}

/** Spare capacity that Azure may take back is listed beside the rest, and told apart by its name alone. */
function isWindowsHour({ productName, skuName, meterName, unitOfMeasure, type }: Item): boolean {
  const isSpare = /\b(spot|low priority)\b/i.test(`${skuName} ${meterName}`);
  const isHour = unitOfMeasure === '1 Hour' && (type === '' || type === 'Consumption');
  return !isSpare && isHour && /\bWindows\b/.test(productName);
}
