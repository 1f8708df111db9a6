// One resource, from its .d.ts (names, types, required) and its .js (token, aliases, defaults, secrets).
import { describe, inputFacts, optionStrings } from './assignments.mjs';
import { bare, deprecation, literal, members, parse, parser, walk } from './syntax.mjs';

/** `spec(typeNode, property)` translates the members' types. Returns {token, schema}. */
export function resource(stem, name, spec) {
  const ts = parser();
  const declarations = parse(`${stem}.d.ts`);
  const script = parse(`${stem}.js`);
  const find = (is, wanted) => declarations.statements.find(s => is(s) && s.name.text === wanted);
  const type = find(ts.isClassDeclaration, name);
  const args = find(ts.isInterfaceDeclaration, `${name}Args`);
  const state = find(ts.isInterfaceDeclaration, `${name}State`);

  // Optional outputs are written `Output<T | undefined>`, optional inputs `name?:`.
  const outputs = members(type).map(m => ({ ...m, optional: admitsUndefined(m.type.typeArguments[0]) }));
  const { properties, required } = shape(outputs, spec);
  const { properties: inputProperties, required: requiredInputs } = shape(members(args), spec);
  markReplacing(inputProperties, members(args));
  for (const [property, expression] of inputs(script)) {
    describe(inputProperties[property], inputFacts(expression));
  }
  const stateInputs = state && { type: 'object', ...shape(members(state), spec) };
  for (const property of optionStrings(script, 'additionalSecretOutputs')) {
    for (const side of [properties, stateInputs?.properties]) {
      if (side?.[property]) side[property].secret = true;
    }
  }
  for (const property of optionStrings(script, 'replaceOnChanges')) {
    properties[property.replace(/\[\*\]$/, '')].replaceOnChanges = true;
  }
  const schema = { properties, required, inputProperties, requiredInputs };
  const aliases = optionStrings(script, 'aliases');
  if (aliases.length) schema.aliases = aliases.map(alias => ({ type: alias }));
  if (stateInputs) schema.stateInputs = stateInputs;
  const deprecated = deprecation(type);
  if (deprecated !== undefined) schema.deprecationMessage = deprecated;
  return { token: tokenOf(script), schema };
}

export function shape(found, spec) {
  const properties = {};
  for (const { name, type, deprecated } of found) {
    properties[name] = spec(type, name);
    if (deprecated !== undefined) properties[name].deprecationMessage = deprecated;
  }
  return { properties, required: found.filter(m => !m.optional).map(m => m.name) };
}

/** Marks the inputs of which a new value needs a new resource, as package schemas do. */
export function markReplacing(properties, found) {
  for (const { name, replaces } of found) {
    if (replaces) properties[name].willReplaceOnChanges = true;
  }
}

function admitsUndefined(type) {
  const ts = parser();
  return ts.isUnionTypeNode(type) && type.types.some(t => t.kind === ts.SyntaxKind.UndefinedKeyword);
}

// resourceInputs["x"] = expression, except `undefined /*out*/` and, where an existing resource is read, `state?.x`.
function* inputs(script) {
  const ts = parser();
  for (const node of walk(script)) {
    if (ts.isBinaryExpression(node) && ts.isElementAccessExpression(node.left)
        && node.left.expression.getText() === 'resourceInputs' && !/^(undefined|state)\b/.test(bare(node.right).getText())) {
      yield [literal(node.left.argumentExpression), node.right];
    }
  }
}

// `static __pulumiType = 'token'`, or in older packages `Type.__pulumiType = 'token'`.
export function tokenOf(script) {
  const ts = parser();
  for (const node of walk(script)) {
    if (ts.isPropertyDeclaration(node) && node.name.text === '__pulumiType') return literal(node.initializer);
    if (ts.isBinaryExpression(node) && /\.__pulumiType$/.test(node.left.getText())
        && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) return literal(node.right);
  }
  throw new Error(`${script.fileName}: no token`);
}
