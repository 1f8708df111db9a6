// What a generated script does to an input before sending it: default, secret, JSON.
import { bare, literal, parser, walk } from './syntax.mjs';

/** Facts of an expression such as `args?.x ? pulumi.secret(args.x) : undefined`: {secret, default, environment}. */
export function inputFacts(expression) {
  const ts = parser();
  const node = bare(expression);
  if (ts.isConditionalExpression(node)) {
    return inputFacts(node.whenTrue);
  }
  if (ts.isBinaryExpression(node) && isFallback(node)) {
    return { ...inputFacts(node.left), ...defaultFacts(node.right) };
  }
  if (ts.isCallExpression(node)) {
    const called = node.expression.getText();
    if (called === 'pulumi.secret') return { ...inputFacts(node.arguments[0]), secret: true };
    if (called === 'pulumi.output') return inputFacts(node.arguments[0]);
    // pulumi.output(x).apply(JSON.stringify | inputs.….ProvideDefaults): the property types say so already.
    if (called.endsWith('.apply')) return inputFacts(node.expression.expression);
  }
  if (ts.isPropertyAccessExpression(node) && ['args', 'val'].includes(node.expression.getText())) {
    return {};
  }
  throw new Error(`unknown input expression: ${node.getText()}`);
}

function defaultFacts(expression) {
  const ts = parser();
  const node = bare(expression);
  const value = literal(node);
  if (value !== undefined) {
    return { default: value };
  }
  if (ts.isCallExpression(node) && /^utilities\.getEnv/.test(node.expression.getText())) {
    return { environment: node.arguments.map(literal) };
  }
  if (ts.isBinaryExpression(node) && isFallback(node)) {
    return { ...defaultFacts(node.left), ...defaultFacts(node.right) };
  }
  throw new Error(`unknown default: ${node.getText()}`);
}

function isFallback(node) {
  const { SyntaxKind } = parser();
  return [SyntaxKind.QuestionQuestionToken, SyntaxKind.BarBarToken].includes(node.operatorToken.kind);
}

/** Puts the facts into a property in package-schema form. */
export function describe(property, facts) {
  if (facts.default !== undefined) property.default = facts.default;
  if (facts.environment) property.defaultInfo = { environment: facts.environment };
  if (facts.secret) property.secret = true;
}

/** The strings of `{ option: ["a", …] }` or, for aliases, `{ option: [{ type: "a" }, …] }` anywhere in a script. */
export function optionStrings(script, option) {
  const ts = parser();
  for (const node of walk(script)) {
    if (ts.isPropertyAssignment(node) && node.name.text === option && ts.isArrayLiteralExpression(node.initializer)) {
      return node.initializer.elements.map(e =>
        ts.isObjectLiteralExpression(e) ? literal(e.properties[0].initializer) : literal(e));
    }
  }
  return [];
}
