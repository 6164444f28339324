/** Strict JSON Schemas of Kubernetes' own objects, read from `kubernetes-types` (generated from its OpenAPI document). */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, relative, resolve } from 'node:path';
import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import ts from 'typescript';
import { FOREIGN_KINDS } from './foreign-kinds.js';
import type { Manifest } from './manifest.js';
import { nameOf } from './manifest.js';

type Schema = Record<string, unknown>;
type Declaration = ts.InterfaceDeclaration | ts.TypeAliasDeclaration;

const ROOT = dirname(createRequire(import.meta.url).resolve('kubernetes-types/package.json'));

export class KubernetesSchema {
  private readonly definitions: Record<string, Schema> = {};
  private readonly kinds = new Map<string, string>();
  private readonly compiled = new Map<string, ValidateFunction>();
  private readonly ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });

  constructor() {
    for (const file of declarationFiles()) {
      this.readFile(file);
    }
    this.ajv.addSchema({ $id: 'kubernetes', definitions: this.definitions });
  }

  /** One sentence per field that is unknown, missing or of a wrong type; an unknown kind is a fault as well. */
  faults(manifest: Manifest): string[] {
    const kind = `${manifest.apiVersion} ${manifest.kind}`;
    const id = this.kinds.get(kind) ?? kind;
    const schema = FOREIGN_KINDS[kind] ?? { $ref: `kubernetes#/definitions/${id}` };
    if (id === kind && FOREIGN_KINDS[kind] === undefined) {
      return [`${nameOf(manifest)}: Kubernetes has no ${kind}`];
    }
    const validate = this.compiled.get(id) ?? this.ajv.compile(schema);
    this.compiled.set(id, validate);
    validate(manifest);
    return (validate.errors ?? []).map(
      (error) =>
        `${nameOf(manifest)} ${error.instancePath}: ${error.message ?? ''} ${Object.values(error.params).join(' ')}`,
    );
  }

  private readFile(file: string): void {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2023);
    const names = importedNames(source, file);
    const declarations = source.statements.filter(
      (one): one is Declaration => ts.isInterfaceDeclaration(one) || ts.isTypeAliasDeclaration(one),
    );
    for (const { name } of declarations) {
      names.set(name.text, idOf(file, name.text));
    }
    for (const declaration of declarations) {
      this.define(declaration, idOf(file, declaration.name.text), new TypeReader(names));
    }
  }

  private define(declaration: Declaration, id: string, reader: TypeReader): void {
    if (ts.isTypeAliasDeclaration(declaration)) {
      this.definitions[id] = reader.schemaOf(declaration.type);
      return;
    }
    const schema = reader.objectOf(declaration.members);
    this.definitions[id] = schema;
    const [apiVersion, kind] = ['apiVersion', 'kind'].map((field) => constantOf(schema, field));
    if (apiVersion !== undefined && kind !== undefined) {
      this.kinds.set(`${apiVersion} ${kind}`, id);
      // TypeScript leaves them optional; the API server does not.
      schema['required'] = [
        ...new Set([...(schema['required'] as string[]), 'apiVersion', 'kind', 'metadata']),
      ];
    }
  }
}

/** Turns the few forms of type that the generated files use into JSON Schema; any other form throws. */
class TypeReader {
  constructor(private readonly names: ReadonlyMap<string, string>) {}

  objectOf(members: ts.NodeArray<ts.TypeElement>): Schema {
    if (members.length === 0) {
      return {}; // RawExtension: anything goes
    }
    const index = members.find((member) => ts.isIndexSignatureDeclaration(member));
    const fields = members.filter((member) => ts.isPropertySignature(member));
    return {
      type: 'object',
      properties: Object.fromEntries(fields.map((field) => [fieldName(field), this.schemaOf(field.type!)])),
      required: fields.filter((field) => field.questionToken === undefined).map((field) => fieldName(field)),
      additionalProperties: index ? this.schemaOf(index.type) : false,
    };
  }

  schemaOf(type: ts.TypeNode): Schema {
    if (ts.isTypeLiteralNode(type)) {
      return this.objectOf(type.members);
    }
    if (ts.isArrayTypeNode(type)) {
      return { type: 'array', items: this.schemaOf(type.elementType) };
    }
    if (ts.isUnionTypeNode(type)) {
      return { anyOf: type.types.map((one) => this.schemaOf(one)) };
    }
    if (ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal)) {
      return { type: 'string', const: type.literal.text };
    }
    return ts.isTypeReferenceNode(type) ? this.referenceOf(type) : keyword(type);
  }

  private referenceOf(type: ts.TypeReferenceNode): Schema {
    const name = (type.typeName as ts.Identifier).text;
    if (name === 'Array') {
      return { type: 'array', items: this.schemaOf(type.typeArguments![0]!) };
    }
    const id = this.names.get(name);
    if (id === undefined) {
      throw new Error(`kubernetes-types refers to ${name}, which it neither declares nor imports`);
    }
    return { $ref: `kubernetes#/definitions/${id}` };
  }
}

function keyword(type: ts.TypeNode): Schema {
  const schemas: Partial<Record<ts.SyntaxKind, Schema>> = {
    [ts.SyntaxKind.StringKeyword]: { type: 'string' },
    [ts.SyntaxKind.NumberKeyword]: { type: 'number' },
    [ts.SyntaxKind.BooleanKeyword]: { type: 'boolean' },
    [ts.SyntaxKind.AnyKeyword]: {},
  };
  const schema = schemas[type.kind];
  if (schema === undefined) {
    throw new Error(`kubernetes-types uses a form of type not read here: ${ts.SyntaxKind[type.kind]}`);
  }
  return schema;
}

function constantOf(schema: Schema, field: string): string | undefined {
  const properties = schema['properties'] as Record<string, Schema> | undefined;
  return properties?.[field]?.['const'] as string | undefined;
}

function fieldName(field: ts.PropertySignature): string {
  return (field.name as ts.Identifier | ts.StringLiteral).text;
}

function declarationFiles(): string[] {
  return readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.d.ts'))
    .map((file) => resolve(ROOT, file));
}

function importedNames(source: ts.SourceFile, file: string): Map<string, string> {
  const names = new Map<string, string>();
  for (const statement of source.statements.filter((one) => ts.isImportDeclaration(one))) {
    const from = resolve(dirname(file), (statement.moduleSpecifier as ts.StringLiteral).text);
    const bindings = statement.importClause?.namedBindings;
    for (const element of bindings && ts.isNamedImports(bindings) ? bindings.elements : []) {
      names.set(element.name.text, idOf(from, (element.propertyName ?? element.name).text));
    }
  }
  return names;
}

function idOf(file: string, name: string): string {
  return `${relative(ROOT, file)
    .replace(/(\.d)?\.ts$/, '')
    .replaceAll('/', '.')}.${name}`;
}
