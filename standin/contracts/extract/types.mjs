// TypeScript type nodes to package-schema type specifications.
import { parser } from './syntax.mjs';

/**
 * Translates `node`; `owner` is "module/Type.property", the key of the exceptions in types.json.
 * `refer(kind, module, name)` is told of each nested type or enum and returns its token.
 */
export function typeSpec(node, owner, { refer, fractions }) {
  const ts = parser();
  const next = inner => typeSpec(inner, owner, { refer, fractions });
  if (ts.isParenthesizedTypeNode(node)) return next(node.type);
  if (ts.isUnionTypeNode(node)) return union(node.types.filter(t => t.kind !== ts.SyntaxKind.UndefinedKeyword), next);
  if (ts.isArrayTypeNode(node)) return { type: 'array', items: next(node.elementType) };
  if (ts.isTypeLiteralNode(node)) return { type: 'object', additionalProperties: next(node.members[0].type) };
  switch (node.kind) {
    case ts.SyntaxKind.StringKeyword: return { type: 'string' };
    case ts.SyntaxKind.BooleanKeyword: return { type: 'boolean' };
    // TypeScript has one number; the facts say which few are not integers.
    case ts.SyntaxKind.NumberKeyword: return { type: fractions.has(owner) ? 'number' : 'integer' };
    case ts.SyntaxKind.AnyKeyword: return { $ref: 'pulumi.json#/Any' };
    case ts.SyntaxKind.TypeReference: return reference(node, next, refer);
    default: throw new Error(`${owner}: unknown type ${node.getText()}`);
  }
}

function reference(node, next, refer) {
  const name = node.typeName.getText();
  switch (name) {
    case 'pulumi.Input':
    case 'pulumi.Output': return next(node.typeArguments[0]);
    case 'pulumi.asset.Asset': return { $ref: 'pulumi.json#/Asset' };
    case 'pulumi.asset.Archive': return { $ref: 'pulumi.json#/Archive' };
  }
  const [kind, ...path] = name.split('.');
  if (!['inputs', 'outputs', 'enums'].includes(kind)) {
    // A resource of the package, or an alias such as ARN: C# takes its name or id.
    return { type: 'string' };
  }
  const declared = path.pop();
  return { $ref: `#/types/${refer(kind, path.join('/'), declared)}` };
}

function union(nodes, next) {
  if (nodes.length === 1) return next(nodes[0]);
  // `string | PolicyDocument` is sugar of the TypeScript package; the schema, and so C#, has the string alone.
  if (nodes.some(n => /^inputs\.(iam\.)?PolicyDocument$/.test(n.getText()))) return { type: 'string' };
  const specs = unique(nodes.map(next));
  if (specs.length === 1) return specs[0];
  if (specs.every(s => /#\/(Asset|Archive)$/.test(s.$ref))) return { $ref: 'pulumi.json#/Asset' };
  return { oneOf: specs };
}

function unique(specs) {
  return [...new Map(specs.map(s => [JSON.stringify(s), s])).values()];
}
