// Reads the syntax tree of one declaration or script file; nothing is type-checked or run.
import { readFileSync } from 'node:fs';

let ts;

/** Sets the parser: the `typescript` module. */
export function useParser(typescript) {
  ts = typescript;
}

export const parser = () => ts;

export function parse(file) {
  return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
}

/** All nodes of the tree, outermost first. */
export function* walk(node) {
  yield node;
  const children = [];
  ts.forEachChild(node, child => void children.push(child));
  for (const child of children) {
    yield* walk(child);
  }
}

/** Members with a type of a class or interface: {name, optional, type, deprecated, replaces}. Methods and statics are left out. */
export function members(declaration) {
  return declaration.members
    .filter(m => (ts.isPropertySignature(m) || ts.isPropertyDeclaration(m)) && !isStatic(m))
    .map(m => ({ name: m.name.text, optional: m.questionToken !== undefined, type: m.type, deprecated: deprecation(m), replaces: replaces(m) }));
}

export function deprecation(node) {
  const tag = ts.getJSDocDeprecatedTag(node);
  return tag ? ts.getTextOfJSDocComment(tag.comment)?.replace(/\s+/g, ' ').trim() ?? '' : undefined;
}

// The azure provider says of each input whether a new value needs a new resource; the others do not (types.json).
function replaces(node) {
  const text = ts.getJSDocCommentsAndTags(node).map(d => d.getText()).join(' ').replace(/\s+\*?\s*/g, ' ');
  return /\bChanging (this|these)( \w+)? forces? a new [\w ]+ to be created/.test(text);
}

/** The value of a literal, or undefined when the expression is something else. */
export function literal(node) {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
  return undefined;
}

/** Strips parentheses. */
export function bare(node) {
  return ts.isParenthesizedExpression(node) ? bare(node.expression) : node;
}

function isStatic(member) {
  return ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static;
}
