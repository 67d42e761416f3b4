import type { Tenant } from '../tenant.ts';
import { badRequest } from './problem.ts';

export type GraphVersion = 'v1.0' | 'beta';

/** Who asks, and when. */
export type View = {
  readonly tenant: Tenant;
  readonly version: GraphVersion;
  /** Whether the caller wants enumeration members newer than `unknownFutureValue`. */
  readonly wantsNewEnumMembers: boolean;
  readonly now: number;
};

export type Property<T> = {
  readonly read: (item: T, view: View) => unknown;
  /** Comes only when $select names it. */
  readonly onSelect?: true;
  readonly filterable?: true;
};

/** One Graph type as a table: each property and where its value comes from. */
export type Shape<T> = { readonly type: string; readonly properties: Readonly<Record<string, Property<T>>> };

export type Entity = Readonly<Record<string, unknown>>;

/** The item as JSON: the selected properties, or those Graph gives unasked. */
export function project<T>(
  shape: Shape<T>,
  item: T,
  { view, select }: { view: View; select?: string[] | undefined },
): Entity {
  const names =
    select ?? Object.keys(shape.properties).filter((name) => shape.properties[name]?.onSelect === undefined);
  const entries = names.map((name): [string, unknown] => [name, expectProperty(shape, name).read(item, view)]);
  const head = shape.properties['id'] && !names.includes('id') ? { id: shape.properties['id'].read(item, view) } : {};
  return { '@odata.type': shape.type, ...head, ...Object.fromEntries(entries) };
}

export function readSelect(query: URLSearchParams): string[] | undefined {
  const text = query.get('$select');
  return text ? text.split(',').map((name) => name.trim()) : undefined;
}

export function expectProperty<T>({ type, properties }: Shape<T>, name: string): Property<T> {
  const property = properties[name];
  if (!property) throw badRequest(`Could not find a property named '${name}' on type '${type.slice(1)}'.`);
  return property;
}

/** A copied property: the name in the world is the name on the wire. */
export function copied<T>(...names: readonly (keyof T & string)[]): Record<string, Property<T>> {
  return Object.fromEntries(names.map((name): [string, Property<T>] => [name, { read: (item) => item[name] }]));
}

export function formatInstant(epochMs: number | null): string | null {
  return epochMs === null ? null : `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
}

/** Members after the sentinel reach only those who ask for them. */
export function showEnum(value: string, newMembers: readonly string[], { wantsNewEnumMembers }: View): string {
  return newMembers.includes(value) && !wantsNewEnumMembers ? 'unknownFutureValue' : value;
}
