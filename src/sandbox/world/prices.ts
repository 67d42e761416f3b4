import { MACHINE_SIZES, type MachineSize } from './machine-sizes.ts';
import { REGIONS } from './market.ts';

/** One row of the price list, as it goes over the wire. */
export type PriceItem = Readonly<Record<string, string | number | boolean>>;

/** Units of each currency for one US dollar; made up, as all prices here are. */
const RATES: Readonly<Record<string, number>> = { USD: 1, EUR: 0.86, GBP: 0.75 };

/** Dearer or cheaper than West Europe. */
const REGION_FACTORS: Readonly<Record<string, number>> = { northeurope: 0.97, eastus: 0.92, uksouth: 1.03 };

/**
 * What can be paid for a machine: the price an hour with and without Windows, with the kinds of price that are easily taken for it in
 * between. Undefined for a currency that nobody knows.
 */
export function listPrices(currency: string): PriceItem[] | undefined {
  const rate = RATES[currency];
  if (rate === undefined) return undefined;
  return REGIONS.flatMap((region) => MACHINE_SIZES.flatMap((size) => describeSize({ size, region, currency, rate })));
}

type Row = { readonly size: MachineSize; readonly region: string; readonly currency: string; readonly rate: number };

type Kind = {
  readonly meter: string;
  readonly isWindows: boolean;
  readonly share: number;
  readonly type: 'Consumption' | 'DevTestConsumption' | 'Reservation';
};

const KINDS: readonly Kind[] = [
  { meter: ' Spot', isWindows: true, share: 0.2, type: 'Consumption' },
  { meter: ' Low Priority', isWindows: true, share: 0.4, type: 'Consumption' },
  { meter: '', isWindows: false, share: 1, type: 'Consumption' },
  { meter: ' Spot', isWindows: false, share: 0.2, type: 'Consumption' },
  { meter: '', isWindows: true, share: 0.6, type: 'DevTestConsumption' },
  { meter: '', isWindows: true, share: 1, type: 'Consumption' },
  { meter: '', isWindows: false, share: 5200, type: 'Reservation' },
];

function describeSize(row: Row): PriceItem[] {
  return KINDS.map((kind) => describePrice(row, kind));
}

function describePrice({ size, region, currency, rate }: Row, { meter, isWindows, share, type }: Kind): PriceItem {
  const { windows, linux } = size.hourly;
  const hourly = (isWindows ? windows : linux) * share * (REGION_FACTORS[region] ?? 1) * rate;
  const price = Math.round(hourly * 10_000) / 10_000;
  const words = size.name.replace('Standard_', '').replaceAll('_', ' ');
  const series = size.familyWords.replace('Standard ', '').replace(' Family vCPUs', '');
  return {
    currencyCode: currency,
    tierMinimumUnits: 0,
    retailPrice: price,
    unitPrice: price,
    armRegionName: region,
    location: region,
    effectiveStartDate: '2026-01-01T00:00:00Z',
    meterName: `${words}${meter}`,
    productName: `Virtual Machines ${series} Series${isWindows ? ' Windows' : ''}`,
    skuName: `${words}${meter}`,
    serviceName: 'Virtual Machines',
    serviceFamily: 'Compute',
    unitOfMeasure: '1 Hour',
    type,
    isPrimaryMeterRegion: true,
    armSkuName: size.name,
    ...(type === 'Reservation' ? { reservationTerm: '1 Year' } : {}),
  };
}
