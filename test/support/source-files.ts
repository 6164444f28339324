/** The source as the architecture rules see it: which file imports what, and who reads the process' environment. */
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface SourceFile {
  /** Below the checkout, e.g. `src/intake/admission.ts`. */
  path: string;
  /** Files of ours, by path; packages, by specifier. Type imports count: knowing a type is knowing a module. */
  imports: string[];
  /** How often it mentions the process' environment. */
  environmentReads: number;
}

/** All TypeScript below `folder` of the checkout but specs, which may know everybody. */
export function readSources(folder: string): SourceFile[] {
  return readdirSync(`${ROOT}/${folder}`, { recursive: true, encoding: 'utf8' })
    .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'))
    .sort()
    .map((path) => parseSource(path, readFileSync(`${ROOT}/${path}`, 'utf8')));
}

export function parseSource(path: string, text: string): SourceFile {
  const file: SourceFile = { path, imports: [], environmentReads: 0 };
  const visit = (node: ts.Node): void => {
    const specifier = importedBy(node);
    if (specifier !== undefined) {
      file.imports.push(resolveImport(path, specifier));
    }
    if (readsEnvironment(node)) {
      file.environmentReads += 1;
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true));
  return file;
}

function importedBy(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
    return literal(node.moduleSpecifier);
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return literal(node.argument.literal);
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return literal(node.arguments[0]);
  }
  return undefined;
}

function literal(node: ts.Node | undefined): string | undefined {
  return node !== undefined && ts.isStringLiteralLike(node) ? node.text : undefined;
}

function resolveImport(path: string, specifier: string): string {
  if (!specifier.startsWith('.')) {
    return specifier;
  }
  return posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.ts');
}

/** `process.env`, `process['env']`, `const { env } = process` and `import { env } from 'node:process'`. */
function readsEnvironment(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) {
    return isProcess(node.expression) && node.name.text === 'env';
  }
  if (ts.isElementAccessExpression(node)) {
    return isProcess(node.expression) && literal(node.argumentExpression) === 'env';
  }
  if (ts.isVariableDeclaration(node) && node.initializer !== undefined && isProcess(node.initializer)) {
    return /\benv\b/.test(node.name.getText());
  }
  if (ts.isImportDeclaration(node) && /^(node:)?process$/.test(literal(node.moduleSpecifier) ?? '')) {
    return /\benv\b/.test(node.importClause?.getText() ?? '');
  }
  return false;
}

function isProcess(node: ts.Node): boolean {
  return /^(globalThis\.)?process$/.test(node.getText());
}
