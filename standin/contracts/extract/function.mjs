// One function (data source), from its .d.ts and .js.
import { shape } from './resource.mjs';
import { literal, members, parse, parser, walk } from './syntax.mjs';

/** Returns {token, schema}; `spec(typeNode, property, interfaceName)` translates the members' types. */
export function func(stem, name, spec) {
  const ts = parser();
  const declarations = parse(`${stem}.d.ts`);
  const type = name[0].toUpperCase() + name.slice(1);
  const part = suffix => {
    const found = declarations.statements.find(s => ts.isInterfaceDeclaration(s) && s.name.text === type + suffix);
    return found && { type: 'object', ...shape(members(found), spec) };
  };
  const schema = { outputs: part('Result') };
  const inputs = part('Args');
  if (inputs) schema.inputs = inputs;
  return { token: token(parse(`${stem}.js`)), schema };
}

function token(script) {
  const ts = parser();
  for (const node of walk(script)) {
    if (ts.isCallExpression(node) && node.expression.getText() === 'pulumi.runtime.invoke') {
      return literal(node.arguments[0]);
    }
  }
  throw new Error(`${script.fileName}: no token`);
}
