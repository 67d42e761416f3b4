/** A piece of an OpenAPI or JSON Schema document. */
export type Node = { readonly [key: string]: unknown };

export type SchemaSet = Readonly<Record<string, Node>>;

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Rewrites the schemas of an OpenAPI 3.0 or Swagger 2 document as JSON Schema, and closes them: inherited properties
 * are merged in and a property that nobody declares is an error, so that a v1.0 answer cannot carry beta's fields.
 */
export function convertSchemas(schemas: SchemaSet, refPrefix: string): SchemaSet {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, convertNamed(schema, { schemas, refPrefix })]),
  );
}

type Context = { readonly schemas: SchemaSet; readonly refPrefix: string };

/** A base type with known descendants stands for any of them. */
function convertNamed(schema: Node, context: Context): Node {
  const own = closeObject(schema, context);
  const discriminator = schema['discriminator'];
  const mapping = isNode(discriminator) && isNode(discriminator['mapping']) ? discriminator['mapping'] : {};
  const kinds = Object.values(mapping).filter((target): target is string => typeof target === 'string');
  if (kinds.length === 0) return own;
  return { anyOf: [own, ...kinds.map((target) => closeObject(resolveRef(target, context), context))] };
}

function closeObject(schema: Node, context: Context): Node {
  const { properties, required, isObject } = collect(schema, context);
  if (!isObject) return convertNode(schema, context);
  if (Object.keys(properties).length === 0) return { type: 'object' };
  return {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(properties).map(([name, node]) => [name, convertNode(node as Node, context)]),
    ),
    ...(required.length > 0 ? { required } : {}),
    patternProperties: { '@odata\\.': {} },
    additionalProperties: schema['additionalProperties'] ?? false,
  };
}

type Collected = { properties: Record<string, unknown>; required: string[]; isObject: boolean };

/** Properties and required names of a schema with all it inherits. */
function collect(schema: Node, context: Context): Collected {
  const parts = [schema, ...list(schema['allOf']).filter(isNode)];
  const found: Collected = { properties: {}, required: [], isObject: false };
  for (const part of parts) {
    const isParent = part !== schema;
    const inner = isParent ? collect(resolve(part, context), context) : readOwn(part);
    Object.assign(found.properties, inner.properties);
    found.required.push(...inner.required);
    found.isObject ||= inner.isObject;
  }
  return found;
}

function readOwn(schema: Node): Collected {
  const properties = isNode(schema['properties']) ? schema['properties'] : {};
  const required = list(schema['required']).filter((name): name is string => typeof name === 'string');
  return {
    properties: { ...properties },
    required,
    isObject: isNode(schema['properties']) || schema['type'] === 'object',
  };
}

function resolve(node: Node, context: Context): Node {
  return typeof node['$ref'] === 'string' ? resolveRef(node['$ref'], context) : node;
}

function resolveRef(ref: string, { schemas }: Context): Node {
  const schema = schemas[ref.split('/').at(-1) ?? ''];
  if (!schema) throw new Error(`the contract refers to ${ref}, which it does not hold`);
  return schema;
}

const KEPT = ['enum', 'format', 'pattern', 'minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems'];

/** The name under which Graph's rule about new enumeration members is checked. */
export const NEEDS_PREFER = 'x-requires-prefer-include-unknown-enum-members';

/** The list of machine sizes is one that the service itself calls outdated: it has far more of them. */
const OUTDATED_ENUM = 'Standard_DS14-8_v2';

/** A schema inside another one. */
export function convertNode(node: Node, context: Context): Node {
  if (typeof node['$ref'] === 'string') return { $ref: context.refPrefix + (node['$ref'].split('/').at(-1) ?? '') };
  if (isNode(node['properties']) || Array.isArray(node['allOf'])) return closeObject(node, context);
  const type = node['type'];
  const isNullable = node['nullable'] === true || node['x-nullable'] === true;
  const isOutdated = list(node['enum']).includes(OUTDATED_ENUM);
  const keys = KEPT.filter((key) => key in node && !(key === 'enum' && isOutdated));
  const kept = Object.fromEntries(keys.map((key) => [key, node[key]]));
  return {
    ...kept,
    ...(typeof type === 'string' && type !== 'file' ? { type: isNullable ? [type, 'null'] : type } : {}),
    ...(isNullable && Array.isArray(node['enum']) ? { enum: [...(node['enum'] as unknown[]), null] } : {}),
    ...(Array.isArray(node[NEEDS_PREFER]) ? { [NEEDS_PREFER]: node[NEEDS_PREFER] } : {}),
    ...(isNode(node['items']) ? { items: convertNode(node['items'], context) } : {}),
    ...(isNode(node['additionalProperties'])
      ? { additionalProperties: convertNode(node['additionalProperties'], context) }
      : {}),
    ...(Array.isArray(node['anyOf'])
      ? { anyOf: node['anyOf'].filter(isNode).map((each) => convertNode(each, context)) }
      : {}),
  };
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}
