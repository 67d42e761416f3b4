import ts from 'typescript';

/** One import of a file, as it is written. */
export interface ScannedImport {
  readonly specifier: string;
  readonly isTypeOnly: boolean;
}

/** What the rules need to know about one source file. */
export interface ScannedFile {
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly imports: readonly ScannedImport[];
  readonly functions: readonly { readonly name: string; readonly lines: number }[];
  /** Things that the language allows and the house does not, each with its line. */
  readonly oddities: readonly string[];
  /** Lines of statements that run on import. */
  readonly actsOnImport: readonly number[];
}

/** Reads one TypeScript file into facts. Pure: takes the text. */
export function scanSource(path: string, text: string): ScannedFile {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const nodes = listNodes(source);
  const lineOf = (node: ts.Node): number => source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
  return {
    path,
    text,
    lines: text.replace(/\n$/, '').split('\n').length,
    imports: nodes.map(readImport).filter((found) => found !== undefined),
    functions: nodes.filter(ts.isFunctionLike).map((node) => measureFunction(source, node)),
    oddities: nodes.flatMap((node) => nameOddity(node).map((oddity) => `${oddity} in line ${lineOf(node)}`)),
    actsOnImport: source.statements.filter(doesSomething).map(lineOf),
  };
}

function listNodes(node: ts.Node): ts.Node[] {
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  return [node, ...children.flatMap(listNodes)];
}

/** `import { type A }` counts as a value import: Node still loads the file. Only `import type` vanishes. */
function readImport(node: ts.Node): ScannedImport | undefined {
  if (ts.isImportDeclaration(node)) return toImport(node.moduleSpecifier, node.importClause?.isTypeOnly ?? false);
  if (ts.isExportDeclaration(node)) return toImport(node.moduleSpecifier, node.isTypeOnly);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return toImport(node.argument.literal, true);
  if (ts.isCallExpression(node) && isLoader(node.expression)) return toImport(node.arguments[0], false);
  return undefined;
}

function isLoader(callee: ts.Expression): boolean {
  return callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require');
}

function toImport(specifier: ts.Node | undefined, isTypeOnly: boolean): ScannedImport | undefined {
  if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return undefined;
  return { specifier: specifier.text, isTypeOnly };
}

function measureFunction(source: ts.SourceFile, node: ts.SignatureDeclaration): { name: string; lines: number } {
  const first = source.getLineAndCharacterOfPosition(node.getStart()).line;
  const last = source.getLineAndCharacterOfPosition(node.getEnd()).line;
  return { name: node.name?.getText() ?? `function in line ${first + 1}`, lines: last - first + 1 };
}

function nameOddity(node: ts.Node): string[] {
  if (node.kind === ts.SyntaxKind.AnyKeyword) return ['any'];
  if (ts.isEnumDeclaration(node)) return ['enum'];
  if (ts.isExportAssignment(node) || (ts.canHaveModifiers(node) && isDefault(node))) return ['default export'];
  if (ts.isNonNullExpression(node)) return ['non-null assertion'];
  return isModuleVariable(node) ? ['module-level mutable state'] : [];
}

function isDefault(node: ts.HasModifiers): boolean {
  return ts.getModifiers(node)?.some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword) ?? false;
}

function isModuleVariable(node: ts.Node): boolean {
  if (!ts.isVariableStatement(node) || !ts.isSourceFile(node.parent)) return false;
  return (node.declarationList.flags & ts.NodeFlags.Const) === 0;
}

function doesSomething(statement: ts.Statement): boolean {
  if (ts.isExpressionStatement(statement)) return true;
  return ts.isIfStatement(statement) || ts.isIterationStatement(statement, false) || ts.isTryStatement(statement);
}
