import { createRouter, route, type Door, type ExchangeLog, type SandboxRequest, type SandboxResponse } from './http.ts';
import { listPrices, type PriceItem } from './world/prices.ts';

const PAGE = 100;

/** Azure's public price list: no token, an OData filter, "Items" (Microsoft Learn, Azure Retail Prices). */
export function createPricesDoor({ log }: { log: ExchangeLog }): Door {
  return { service: 'prices', router: createRouter([route('GET', '/api/retail/prices', answerPrices)]), log };
}

function answerPrices(request: SandboxRequest): SandboxResponse {
  const { query } = request;
  const currency = (query.get('currencyCode') ?? 'USD').replaceAll("'", '');
  const tests = parseFilter(query.get('$filter') ?? '');
  const prices = tests && listPrices(currency);
  if (!tests || !prices)
    return { status: 400, body: { Error: { Code: 'BadRequest', Message: 'Invalid OData parameters supplied' } } };
  const found = prices.filter((item) => tests.every((test) => test(item)));
  const start = Number(query.get('$skip') ?? '0');
  const items = found.slice(start, start + PAGE);
  return {
    status: 200,
    body: {
      BillingCurrency: currency,
      CustomerEntityId: 'Default',
      CustomerEntityType: 'Retail',
      Items: items,
      NextPageLink: start + PAGE < found.length ? formatNextLink(request, start + PAGE) : null,
      Count: items.length,
    },
  };
}

function formatNextLink({ path, query, headers }: SandboxRequest, skip: number): string {
  const parameters = new URLSearchParams(query);
  parameters.set('$skip', String(skip));
  return `http://${headers['host'] ?? 'localhost'}${path}?${parameters.toString()}`;
}

type Test = (item: PriceItem) => boolean;

/** Comparisons joined by "and". Values count letter by letter, as they do since the version of 2023. */
function parseFilter(filter: string): Test[] | undefined {
  const parts = filter.trim() === '' ? [] : filter.split(/\s+and\s+/i);
  const tests = parts.map(parseTest);
  return tests.every((test) => test !== undefined) ? tests : undefined;
}

const COMPARISON = /^\(?(\w+)\s+(eq|ne)\s+(?:'([^']*)'|(true|false))\)?$/i;
const CONTAINS = /^contains\(\s*(\w+)\s*,\s*'([^']*)'\s*\)$/i;

function parseTest(text: string): Test | undefined {
  const [, name = '', operator = '', quoted, word] = COMPARISON.exec(text.trim()) ?? [];
  if (operator !== '')
    return (item) => (String(read(item, name)) === (quoted ?? word)) === (operator.toLowerCase() === 'eq');
  const [, field, part = ''] = CONTAINS.exec(text.trim()) ?? [];
  return field === undefined ? undefined : (item) => String(read(item, field)).includes(part);
}

/** The filter says `priceType` for what an item calls `type`. */
function read(item: PriceItem, name: string): unknown {
  return item[name === 'priceType' ? 'type' : name];
}
