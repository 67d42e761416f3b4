import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { convertNode, convertSchemas, isNode, NEEDS_PREFER, type Node, type SchemaSet } from './contract-schema.ts';

export type Operation = { readonly key: string; readonly node: Node; readonly parameters: readonly Node[] };

/** One contract document: its operations by method and path, and a validator for its schemas. */
export type ContractDocument = {
  readonly find: (method: string, path: string) => Operation | undefined;
  /** Problems of a value, empty when it fits. `key` names the schema for reuse. */
  readonly validate: (value: unknown, schema: Node, options: { key: string; wantsNewEnumMembers: boolean }) => string[];
  /** Follows a reference to a shared response. */
  readonly resolveResponse: (node: Node) => Node;
};

const DOCUMENT_ID = 'contract';
const REF_PREFIX = `${DOCUMENT_ID}#/$defs/`;

export function createContractDocument(document: Node): ContractDocument {
  const schemas = readSchemas(document);
  const context = { schemas, refPrefix: REF_PREFIX };
  const asked = { wantsNewEnumMembers: false };
  const ajv = createValidator(asked);
  ajv.addSchema({ $id: DOCUMENT_ID, $defs: convertSchemas(schemas, REF_PREFIX) });
  const compiled = new Map<string, ValidateFunction>();
  const routes = compileRoutes(document);
  return {
    find(method, path) {
      const route = routes.find(({ expression, item }) => expression.test(path) && isNode(item[method.toLowerCase()]));
      if (!route) return undefined;
      const node = route.item[method.toLowerCase()] as Node;
      const parameters = [...readList(route.item['parameters']), ...readList(node['parameters'])];
      return { key: `${method} ${route.path}`, node, parameters };
    },
    validate(value, schema, { key, wantsNewEnumMembers }) {
      const check = compiled.get(key) ?? ajv.compile(convertNode(schema, context));
      compiled.set(key, check);
      asked.wantsNewEnumMembers = wantsNewEnumMembers;
      return check(value) ? [] : (check.errors ?? []).map(describeError);
    },
    resolveResponse: (node) => resolveResponse(node, document),
  };
}

function createValidator(asked: { wantsNewEnumMembers: boolean }): Ajv2020 {
  const ajv = new Ajv2020({ allErrors: true, strict: false, logger: false });
  addFormats.default(ajv);
  // Graph's times of day carry no zone, which JSON Schema's "time" would ask for.
  ajv.addFormat('time', /^\d\d:\d\d:\d\d(\.\d+)?$/);
  ajv.addKeyword({
    keyword: NEEDS_PREFER,
    validate: (members: unknown[], value: unknown) => asked.wantsNewEnumMembers || !members.includes(value),
  });
  return ajv;
}

function readSchemas(document: Node): SchemaSet {
  const components = isNode(document['components']) ? document['components']['schemas'] : document['definitions'];
  return isNode(components) ? (components as SchemaSet) : {};
}

type ContractRoute = { readonly path: string; readonly expression: RegExp; readonly item: Node };

/** Literal segments win over placeholders, as `cloudPCs/$count` over `cloudPCs/{id}`. */
function compileRoutes(document: Node): ContractRoute[] {
  const paths = isNode(document['paths']) ? document['paths'] : {};
  return Object.entries(paths)
    .filter((entry): entry is [string, Node] => isNode(entry[1]))
    .map(([path, item]) => ({ path, item, expression: compilePath(path) }))
    .sort((a, b) => countPlaceholders(a.path) - countPlaceholders(b.path));
}

function countPlaceholders(path: string): number {
  return path.split('{').length;
}

function compilePath(path: string): RegExp {
  const source = path
    .replace(/\(\)(?=\/|$)/g, '')
    .split(/(\{[^}]+\})/)
    .map((part) => (part.startsWith('{') ? "[^/']+" : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('');
  return new RegExp(`^${source}$`, 'i');
}

function resolveResponse(node: Node, document: Node): Node {
  if (typeof node['$ref'] !== 'string') return node;
  let found: unknown = document;
  for (const key of node['$ref'].split('/').slice(1)) found = isNode(found) ? found[key] : undefined;
  if (!isNode(found)) throw new Error(`the contract refers to ${node['$ref']}, which it does not hold`);
  return found;
}

function readList(value: unknown): Node[] {
  return Array.isArray(value) ? (value as unknown[]).filter(isNode) : [];
}

function describeError({ instancePath, message, params }: ErrorObject): string {
  return `${instancePath || '/'} ${message ?? 'does not fit'} ${JSON.stringify(params)}`;
}
