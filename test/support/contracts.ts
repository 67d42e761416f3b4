import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Exchange } from '../../src/sandbox/http.ts';
import { createContractDocument, type ContractDocument, type Operation } from './contract-document.ts';
import { isNode, type Node } from './contract-schema.ts';

export type ContractChecker = {
  /** What is wrong with the exchange, in plain words; empty when request and answer fit the contract. */
  readonly check: (exchange: Exchange) => string[];
  /** How many exchanges were held against a contract. */
  readonly checked: () => number;
};

/** Reads the OpenAPI documents of `dir` once. Exchanges of Teams and of the control door have no contract there. */
export function createContractChecker(dir: string): ContractChecker {
  const read = (name: string) => createContractDocument(JSON.parse(readFileSync(join(dir, name), 'utf8')) as Node);
  const documents = {
    v1: read('graph-v1.json'),
    beta: read('graph-beta.json'),
    compute: read('arm-compute.json'),
    network: read('arm-network.json'),
  };
  let checked = 0;
  return {
    check(exchange) {
      const place = locate(exchange, documents);
      if (!place) return [];
      checked += 1;
      const operation = place.document.find(exchange.method, place.path);
      const problems = operation
        ? checkExchange(exchange, place.document, operation)
        : ['the contract has no such operation'];
      return problems.map((problem) => `${exchange.method} ${exchange.url} -> ${exchange.status}: ${problem}`);
    },
    checked: () => checked,
  };
}

type Place = { readonly document: ContractDocument; readonly path: string };

type Documents = Readonly<Record<'v1' | 'beta' | 'compute' | 'network', ContractDocument>>;

/** Calls that the documents at hand leave out; their adapters follow the reference (Graph beta, deviceHealthScript; Graph v1.0, user: list manager). */
const NOT_IN_CONTRACT =
  /\/deviceManagement\/(deviceHealthScripts|managedDevices\/[^/]+\/initiateOnDemand)|\/users\/[^/]+\/manager$/;

function locate(exchange: Exchange, documents: Documents): Place | undefined {
  const path = new URL(exchange.url, 'http://sandbox').pathname;
  if (NOT_IN_CONTRACT.test(path)) return undefined;
  if (exchange.service === 'arm') return locateArm(path, documents);
  if (exchange.service !== 'graph') return undefined;
  const [, version, rest = ''] = /^\/(v1\.0|beta)(\/.*)$/.exec(path) ?? [];
  const document = version === 'beta' ? documents.beta : documents.v1;
  return { document, path: rest.replace(/\(\)(?=\/|$)/g, '').replace('/microsoft.graph.user', '/graph.user') };
}

/** The addresses of operations stand in no contract. The extract has some lists by group only; those of a subscription are the same. */
function locateArm(path: string, { compute, network }: Documents): Place | undefined {
  if (/\/locations\/[^/]+\/operations\/[^/]+$/i.test(path)) return undefined;
  const document = /\/providers\/Microsoft\.Network\//i.test(path) ? network : compute;
  const inSomeGroup = path.replace(
    /^(\/subscriptions\/[^/]+)(\/providers\/Microsoft\.Compute\/(?:virtualMachines|disks|snapshots))$/i,
    '$1/resourceGroups/any$2',
  );
  return { document, path: inSomeGroup };
}

function checkExchange(exchange: Exchange, document: ContractDocument, operation: Operation): string[] {
  if (exchange.status === 0) return [];
  const isAccepted = exchange.status < 400;
  return [
    ...(isAccepted ? checkQuery(exchange, operation) : []),
    ...(isAccepted ? checkRequestBody(exchange, document, operation) : []),
    ...checkResponse(exchange, document, operation),
  ];
}

/** `$skiptoken` comes from the service itself and stands in no contract. */
function checkQuery({ url }: Exchange, { parameters }: Operation): string[] {
  const query = new URL(url, 'http://sandbox').searchParams;
  const declared = parameters.filter((parameter) => parameter['in'] === 'query');
  const unknown = [...query.keys()].filter(
    (name) => name !== '$skiptoken' && !declared.some((each) => each['name'] === name),
  );
  const wrong = declared.filter(({ name, enum: allowed }) => {
    const value = query.get(String(name));
    return value !== null && Array.isArray(allowed) && !allowed.includes(value);
  });
  const missing = declared.filter(({ name, required }) => required === true && !query.has(String(name)));
  return [
    ...unknown.map((name) => `the contract has no query parameter ${name}`),
    ...wrong.map(({ name }) => `the value of ${String(name)} is not allowed`),
    ...missing.map(({ name }) => `the query parameter ${String(name)} is missing`),
  ];
}

function checkRequestBody(exchange: Exchange, document: ContractDocument, operation: Operation): string[] {
  const { requestBody: body } = exchange;
  const { key, node } = operation;
  const contract = node['requestBody'] ?? readBodyParameter(operation);
  if (!isNode(contract)) return body === undefined ? [] : ['the contract knows no request body here'];
  if (body === undefined) return contract['required'] === true ? ['the request body is missing'] : [];
  const schema = readJsonSchema(contract);
  if (!schema) return [];
  return document
    .validate(body, schema, { key: `${key} request`, wantsNewEnumMembers: true })
    .map((each) => `request ${each}`);
}

/** Swagger 2 describes the body as one of the parameters. */
function readBodyParameter({ parameters }: Operation): Node | undefined {
  const found = parameters.find((parameter) => parameter['in'] === 'body');
  return found && { required: found['required'], content: { 'application/json': { schema: found['schema'] } } };
}

function checkResponse(exchange: Exchange, document: ContractDocument, { key, node }: Operation): string[] {
  const { status, responseBody: body } = exchange;
  const responses = isNode(node['responses']) ? node['responses'] : {};
  const found =
    responses[String(status)] ??
    responses[`${String(status)[0]}XX`] ??
    (status >= 400 ? responses['default'] : undefined);
  if (!isNode(found)) return [`the contract has no answer ${status}`];
  const response = document.resolveResponse(found);
  const schema = readJsonSchema(response) ?? (isNode(response['schema']) ? response['schema'] : undefined);
  if (!schema) return checkBodyWithoutSchema(body, response);
  const wantsNewEnumMembers = /include-unknown-enum-members/i.test(exchange.requestHeaders['prefer'] ?? '');
  return document
    .validate(body, schema, { key: `${key} ${status}`, wantsNewEnumMembers })
    .map((each) => `answer ${each}`);
}

function checkBodyWithoutSchema(body: unknown, response: Node): string[] {
  if (isNode(response['content'])) return body === undefined ? ['the answer has no body'] : [];
  return body === undefined ? [] : ['the contract knows no body for this answer'];
}

function readJsonSchema(node: Node): Node | undefined {
  const content = isNode(node['content']) ? node['content']['application/json'] : undefined;
  return isNode(content) && isNode(content['schema']) ? content['schema'] : undefined;
}
