import { expect, test } from '@jest/globals';
import { SANDBOX_TENANT_ID } from '../../src/sandbox/ids.ts';
import { ask, withSandbox, type OpenSandbox } from '../support/sandbox.ts';

type Price = Readonly<Record<string, string | number | boolean>>;
type PriceList = { Items: Price[]; NextPageLink: string | null; Count: number; BillingCurrency: string };

function askPrices({ servers }: OpenSandbox, filter: string, more = '') {
  const query = `$filter=${encodeURIComponent(filter)}${more}`;
  return ask(`${servers.pricesUrl}/api/retail/prices?${query}`, { token: '' });
}

const SIZE = "armSkuName eq 'Standard_D4ds_v5' and armRegionName eq 'westeurope'";

test('the price of a Windows machine stands among prices that are easily taken for it', async () => {
  await withSandbox(async (sandbox) => {
    const { Items: items } = (await askPrices(sandbox, SIZE)).body as PriceList;
    expect(items.length).toBeGreaterThan(4);
    const ordinary = items.filter(
      ({ productName, meterName, type }) =>
        String(productName).endsWith('Windows') &&
        type === 'Consumption' &&
        !/Spot|Low Priority/.test(String(meterName)),
    );
    expect(ordinary).toEqual([
      expect.objectContaining({
        ...{ retailPrice: 0.456, currencyCode: 'USD', unitOfMeasure: '1 Hour', serviceName: 'Virtual Machines' },
        ...{ armSkuName: 'Standard_D4ds_v5', armRegionName: 'westeurope', meterName: 'D4ds v5' },
      }),
    ]);
    expect(items[0]?.['meterName']).toBe('D4ds v5 Spot');
  });
});

test.each([
  [`${SIZE} and priceType eq 'Consumption' and contains(productName, 'Windows')`, 3],
  ["armSkuName eq 'standard_d4ds_v5' and armRegionName eq 'westeurope'", 0],
  ["armSkuName eq 'Standard_D4ds_v5' and armRegionName eq 'mars'", 0],
])('the filter %s finds %i prices, letter by letter', async (filter, count) => {
  await withSandbox(async (sandbox) => {
    expect((await askPrices(sandbox, filter)).body).toMatchObject({ Count: count, NextPageLink: null });
  });
});

test('prices come in another currency when asked, in pages, and not for a filter that makes no sense', async () => {
  await withSandbox(async (sandbox) => {
    const filter = `${SIZE} and priceType eq 'Consumption'`;
    const euros = (await askPrices(sandbox, filter, "&currencyCode='EUR'")).body as PriceList;
    expect(euros).toMatchObject({ BillingCurrency: 'EUR' });
    expect(
      euros.Items.find(({ meterName, productName }) => meterName === 'D4ds v5' && /Windows/.test(String(productName))),
    ).toMatchObject({
      retailPrice: 0.3922,
    });
    const first = (await askPrices(sandbox, '')).body as PriceList;
    expect(first.Count).toBe(100);
    const second = (await ask(first.NextPageLink ?? '', { token: '' })).body as PriceList;
    expect(second.Items[0]).not.toEqual(first.Items[0]);
    expect((await askPrices(sandbox, 'armSkuName like Standard')).status).toBe(400);
    expect((await askPrices(sandbox, '', '&currencyCode=XXX')).status).toBe(400);
  });
});

const VERSION = 'api-version=7.6';

test('the vault first says which token it wants, then keeps a secret and gives it back', async () => {
  await withSandbox(async ({ servers }) => {
    const address = `${servers.vaultUrl}/secrets/repave-one?${VERSION}`;
    const body = { value: 'Very-Secret-1', attributes: { exp: 1_800_000_000 }, tags: { 'repave-build': 'b1' } };
    const refused = await ask(address, { method: 'PUT', body, token: '' });
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toBe(
      `Bearer authorization="https://login.microsoftonline.com/${SANDBOX_TENANT_ID}", resource="https://vault.azure.net"`,
    );
    expect((await ask(address)).status).toBe(404);
    const put = await ask(address, { method: 'PUT', body });
    expect(put).toMatchObject({
      status: 200,
      body: { id: expect.stringMatching(/\/secrets\/repave-one\/[0-9a-f]{32}$/), attributes: { exp: 1_800_000_000 } },
    });
    expect((await ask(address)).body).toMatchObject({ value: 'Very-Secret-1', tags: { 'repave-build': 'b1' } });
  });
});

test.each([
  ['a name with a dot', `secrets/a.b?${VERSION}`, { value: 'x' }],
  ['no value', `secrets/ab?${VERSION}`, {}],
  ['no version of the API', 'secrets/ab', { value: 'x' }],
])('the vault refuses %s', async (_, path, body) => {
  await withSandbox(async ({ servers }) => {
    expect((await ask(`${servers.vaultUrl}/${path}`, { method: 'PUT', body })).status).toBe(400);
  });
});

test('a secret never stands in the log of exchanges', async () => {
  await withSandbox(async ({ servers }) => {
    const address = `${servers.vaultUrl}/secrets/repave-one?${VERSION}`;
    await ask(address, { method: 'PUT', body: { value: 'Very-Secret-1' } });
    await ask(address);
    expect(servers.exchanges.list().filter(({ service }) => service === 'vault')).toHaveLength(2);
    expect(JSON.stringify(servers.exchanges.list())).not.toContain('Very-Secret-1');
  });
});
