// Nested object types and enums: types/input.d.ts, types/output.d.ts, types/enums/**.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, inputFacts } from './assignments.mjs';
import { markReplacing } from './resource.mjs';
import { bare, literal, members, parse, parser, walk } from './syntax.mjs';

/** Finds declarations by "module/Name" in a package unpacked at `folder`. */
export class NestedTypes {
  constructor(folder) {
    this.folder = folder;
    this.inputs = interfaces(parse(join(folder, 'types/input.d.ts')));
    this.outputs = interfaces(parse(join(folder, 'types/output.d.ts')));
    this.defaults = defaults(parse(join(folder, 'types/input.js')));
  }

  /** The schema of an object type; `spec(typeNode, property)` translates the members' types. */
  object(module, name, spec) {
    const key = path(module, name);
    const input = this.inputs.get(path(module, `${name}Args`)) ?? this.inputs.get(key);
    const output = this.outputs.get(key);
    if (!input && !output) {
      throw new Error(`type ${key} is not declared`);
    }
    const found = [...members(output ?? input), ...members(input ?? output)];
    const properties = Object.fromEntries(found.map(m => [m.name, spec(m.type, m.name)]));
    for (const m of found) {
      if (m.deprecated !== undefined) properties[m.name].deprecationMessage = m.deprecated;
    }
    markReplacing(properties, members(input ?? output));
    const facts = this.defaults.get(path(module, `${name}Args`)) ?? this.defaults.get(key) ?? {};
    for (const [property, expression] of Object.entries(facts)) {
      describe(properties[property], inputFacts(expression));
    }
    // C# takes the nullability of an output from the input type of the same name.
    const required = members(input ?? output).filter(m => !m.optional).map(m => m.name);
    return { type: 'object', properties, required };
  }

  /** The schema of an enum, cut to `only` these member names when given. */
  enumeration(module, name, only) {
    const ts = parser();
    const file = join(this.folder, 'types/enums', module, 'index.d.ts');
    for (const node of walk(parse(existsSync(file) ? file : join(this.folder, 'types/enums/index.d.ts')))) {
      if (ts.isVariableDeclaration(node) && node.name.text === name) {
        const values = node.type.members
          .filter(m => !only || only.includes(m.name.text))
          .map(m => ({ name: m.name.text, value: literal(m.type.literal) }));
        return { type: typeof values[0]?.value === 'number' ? 'number' : 'string', enum: values };
      }
    }
    throw new Error(`enum ${path(module, name)} is not declared`);
  }
}

const path = (module, name) => (module ? `${module}/${name}` : name);

function interfaces(source, module = '', found = new Map()) {
  const ts = parser();
  for (const node of source.statements) {
    if (ts.isInterfaceDeclaration(node)) found.set(path(module, node.name.text), node);
    if (ts.isModuleDeclaration(node)) interfaces(node.body, path(module, node.name.text), found);
  }
  return found;
}

// function connectionArgsProvideDefaults(val) { return { ...val, port: (val.port) ?? 22 }; }, inside (function (remote) {…})
function defaults(source) {
  const ts = parser();
  const found = new Map();
  for (const node of walk(source)) {
    if (!ts.isFunctionDeclaration(node) || !node.name?.text.endsWith('ProvideDefaults')) continue;
    const modules = [];
    for (let outer = node.parent; outer; outer = outer.parent) {
      if (ts.isFunctionExpression(outer)) modules.unshift(outer.parameters[0].name.text);
    }
    const name = node.name.text.replace(/ProvideDefaults$/, '');
    const returned = node.body.statements.find(ts.isReturnStatement);
    const assigned = bare(returned.expression).properties.filter(ts.isPropertyAssignment);
    found.set(
      path(modules.join('/'), name[0].toUpperCase() + name.slice(1)),
      Object.fromEntries(assigned.map(p => [p.name.text, p.initializer])));
  }
  return found;
}
