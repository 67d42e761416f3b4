import { expect, test } from '@jest/globals';
import { createAzurePrices } from '../../src/adapters/azure-prices.ts';
import { createManualClock } from '../../src/sandbox/clock.ts';
import { createSandboxServers } from '../../src/sandbox/server.ts';
import { createTenant } from '../../src/sandbox/tenant.ts';
import { sendJson, startTinyServer } from './tiny-server.ts';

function turnableClock() {
  const time = { ms: Date.parse('2026-11-23T08:00:00Z') };
  return {
    now: () => new Date(time.ms).toISOString(),
    pass: (minutes: number) => {
      time.ms += minutes * 60_000;
    },
  };
}

function row(change: Record<string, unknown>) {
  const plain = { currencyCode: 'USD', type: 'Consumption', unitOfMeasure: '1 Hour' };
  const names = { productName: 'Virtual Machines Dsv5 Series Windows', skuName: 'D4s v5', meterName: 'D4s v5' };
  return { ...plain, ...names, retailPrice: 0.4, ...change };
}

test('the sandbox lists a price for a machine of its market', async () => {
  const clock = createManualClock(Date.parse('2026-11-23T08:00:00Z'));
  const servers = await createSandboxServers({ tenant: createTenant({ clock, seed: 1 }) });
  try {
    const prices = createAzurePrices({ baseUrl: servers.pricesUrl, clock: turnableClock() });
    const price = await prices.hourly('Standard_D4s_v5', 'westeurope');
    expect(price).toMatchObject({ currency: 'USD' });
    expect(price?.amount).toBeGreaterThan(0);
    expect(await prices.hourly('Standard_Nothing', 'westeurope')).toBeNull();
  } finally {
    await servers.close();
  }
});

test('Windows by the hour is wanted: no Linux, no spare capacity, no reservation', async () => {
  await using server = await startTinyServer((_request, response) =>
    sendJson(response, {
      Items: [
        row({ retailPrice: 0.19, productName: 'Virtual Machines Dsv5 Series' }),
        row({ retailPrice: 0.05, skuName: 'D4s v5 Spot', meterName: 'D4s v5 Spot' }),
        row({ retailPrice: 0.06, skuName: 'D4s v5 Low Priority', meterName: 'D4s v5 Low Priority' }),
        row({ retailPrice: 0.1, type: 'DevTestConsumption' }),
        row({ retailPrice: 900, type: 'Reservation' }),
        row({ retailPrice: 0.376 }),
      ],
    }),
  );
  const prices = createAzurePrices({ baseUrl: server.url, clock: turnableClock() });
  expect(await prices.hourly('Standard_D4s_v5', 'westeurope')).toEqual({ amount: 0.376, currency: 'USD' });
  const { searchParams, pathname } = new URL(server.seen[0]?.url ?? '', server.url);
  expect(pathname).toBe('/api/retail/prices');
  expect(searchParams.get('$filter')).toBe(
    "serviceName eq 'Virtual Machines' and priceType eq 'Consumption' and armRegionName eq 'westeurope' and armSkuName eq 'Standard_D4s_v5'",
  );
  expect(server.seen[0]?.headers.authorization).toBeUndefined();
});

test('a price is kept for an hour', async () => {
  await using server = await startTinyServer((_request, response) => sendJson(response, { Items: [row({})] }));
  const clock = turnableClock();
  const prices = createAzurePrices({ baseUrl: server.url, clock });
  await prices.hourly('Standard_D4s_v5', 'westeurope');
  clock.pass(59);
  await prices.hourly('standard_d4s_v5', 'WestEurope');
  expect(server.seen).toHaveLength(1);
  clock.pass(1);
  await prices.hourly('Standard_D4s_v5', 'westeurope');
  expect(server.seen).toHaveLength(2);
});

test.each([
  ['an error', 500, {}],
  ['something else', 200, { Items: 'none' }],
  ['an empty list', 200, { Items: [] }],
])('after %s there is no price, and no trouble', async (_what, status, body) => {
  await using server = await startTinyServer((_request, response) => sendJson(response, body, status));
  const prices = createAzurePrices({ baseUrl: server.url, clock: turnableClock() });
  expect(await prices.hourly('Standard_D4s_v5', 'westeurope')).toBeNull();
});

test('a list that cannot be reached, or is not configured, has no price', async () => {
  for (const baseUrl of ['http://127.0.0.1:9', null]) {
    const prices = createAzurePrices({ baseUrl, clock: turnableClock() });
    expect(await prices.hourly('Standard_D4s_v5', 'westeurope')).toBeNull();
  }
});
