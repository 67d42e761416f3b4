import { readTokens, type Token } from './filter-tokens.ts';
import { badRequest } from './problem.ts';

/** Reads a property of the item; throws when the property cannot be filtered on. */
export type PropertyReader<T> = (name: string) => (item: T) => unknown;
export type Predicate<T> = (item: T) => boolean;

type Reader<T> = { readonly peek: () => Token; readonly take: () => Token; readonly property: PropertyReader<T> };

/** Understands eq, ne, in, startswith, and, or, not and brackets; anything else is a 400, as in Graph. */
export function parseFilter<T>(filter: string, property: PropertyReader<T>): Predicate<T> {
  const tokens = readTokens(filter);
  let position = 0;
  const peek = () => tokens[position] ?? { kind: 'end' as const };
  const take = () => {
    const token = peek();
    position += 1;
    return token;
  };
  const predicate = parseOr({ peek, take, property });
  if (peek().kind !== 'end') throw badRequest(`Invalid filter clause: '${filter}'.`);
  return predicate;
}

function parseOr<T>(reader: Reader<T>): Predicate<T> {
  const parts = [parseAnd(reader)];
  while (takeWord(reader, 'or')) parts.push(parseAnd(reader));
  return (item) => parts.some((part) => part(item));
}

function parseAnd<T>(reader: Reader<T>): Predicate<T> {
  const parts = [parseTerm(reader)];
  while (takeWord(reader, 'and')) parts.push(parseTerm(reader));
  return (item) => parts.every((part) => part(item));
}

function parseTerm<T>(reader: Reader<T>): Predicate<T> {
  if (takeWord(reader, 'not')) {
    const inner = parseTerm(reader);
    return (item) => !inner(item);
  }
  if (takeMark(reader, '(')) {
    const inner = parseOr(reader);
    expectMark(reader, ')');
    return inner;
  }
  return takeWord(reader, 'startswith') ? parseStartsWith(reader) : parseComparison(reader);
}

function parseStartsWith<T>(reader: Reader<T>): Predicate<T> {
  expectMark(reader, '(');
  const read = takeProperty(reader);
  expectMark(reader, ',');
  const prefix = fold(takeValue(reader));
  expectMark(reader, ')');
  return (item) => String(fold(read(item))).startsWith(String(prefix));
}

function parseComparison<T>(reader: Reader<T>): Predicate<T> {
  const read = takeProperty(reader);
  if (takeWord(reader, 'in')) {
    const wanted = takeList(reader);
    return (item) => wanted.includes(fold(read(item)));
  }
  const isEqual = takeWord(reader, 'eq');
  if (!isEqual && !takeWord(reader, 'ne')) throw badRequest('Invalid filter clause: eq, ne or in expected.');
  const wanted = fold(takeValue(reader));
  return (item) => (fold(read(item)) === wanted) === isEqual;
}

function takeList<T>(reader: Reader<T>): unknown[] {
  expectMark(reader, '(');
  const list = [fold(takeValue(reader))];
  while (takeMark(reader, ',')) list.push(fold(takeValue(reader)));
  expectMark(reader, ')');
  return list;
}

/** Graph compares text without regard to case. */
function fold(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

function takeProperty<T>(reader: Reader<T>): (item: T) => unknown {
  const token = reader.take();
  if (token.kind !== 'name') throw badRequest('Invalid filter clause: a property name was expected.');
  return reader.property(token.text);
}

function takeValue<T>(reader: Reader<T>): string | number | boolean | null {
  const token = reader.take();
  if (token.kind !== 'value') throw badRequest('Invalid filter clause: a value was expected.');
  return token.value;
}

function takeWord<T>({ peek, take }: Reader<T>, word: string): boolean {
  const token = peek();
  const isIt = token.kind === 'name' && token.text.toLowerCase() === word;
  if (isIt) take();
  return isIt;
}

function takeMark<T>({ peek, take }: Reader<T>, mark: string): boolean {
  const token = peek();
  const isIt = token.kind === 'mark' && token.text === mark;
  if (isIt) take();
  return isIt;
}

function expectMark<T>(reader: Reader<T>, mark: string): void {
  if (!takeMark(reader, mark)) throw badRequest(`Invalid filter clause: '${mark}' expected.`);
}
