// The contract of one package: the wanted resources and functions, and all they refer to.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { func } from './function.mjs';
import { NestedTypes } from './nested.mjs';
import { resource, tokenOf } from './resource.mjs';
import { parse } from './syntax.mjs';
import { typeSpec } from './types.mjs';

export function contract(name, version, folder, wanted) {
  const { resources = [], functions = [], namespaces, csharpNames = {}, enumValues = {} } = wanted;
  const fractions = new Set(wanted.fractions), secrets = new Set(wanted.secrets);
  const replacing = new Set(Object.entries(wanted.replacedBy ?? {}).flatMap(([owner, names]) => names.map(n => `${owner}.${n}`)));
  const nested = new NestedTypes(folder);
  const types = {};
  const used = new Set();

  const specOf = owner => (node, property) => {
    const key = `${owner}.${property}`;
    const spec = typeSpec(node, key, { refer, fractions });
    used.add(key);
    if (secrets.has(key)) spec.secret = true;
    if (csharpNames[key]) spec.language = { csharp: { name: csharpNames[key] } };
    return spec;
  };

  // Bridged providers write tokens as package:module/type:Type, native ones as package:module:Type.
  const bridged = resources.length > 0 && tokenOf(parse(`${stem(folder, resources[0])}.js`)).includes('/');
  const pending = [];
  const refer = (kind, module, declared) => {
    const type = kind === 'enums' ? declared : declared.replace(/Args$/, '');
    const token = bridged ? `${name}:${module || 'index'}/${type}:${type}` : `${name}:${module || 'index'}:${type}`;
    if (!(token in types)) {
      types[token] = null;
      pending.push({ token, kind, module, type });
    }
    return token;
  };

  const read = (list, reader) => Object.fromEntries(list.map(entry => {
    const { token, schema } = reader(stem(folder, entry), entry.split('/').pop(), specOf(entry));
    return [token, schema];
  }));

  const provider = resource(join(folder, 'provider'), 'Provider', specOf('Provider')).schema;
  const schema = {
    name,
    version,
    language: { csharp: { namespaces } },
    provider,
    resources: read(resources, resource),
    functions: read(functions, func),
    types,
  };
  for (let next; (next = pending.pop());) {
    const { token, kind, module, type } = next;
    const key = module ? `${module}/${type}` : type;
    types[token] = kind === 'enums'
      ? nested.enumeration(module, type, enumValues[key])
      : nested.object(module, type, specOf(key));
  }
  for (const [owner, properties] of inputsByOwner(schema)) {
    for (const property of Object.keys(properties)) {
      if (replacing.delete(`${owner}.${property}`)) properties[property].willReplaceOnChanges = true;
    }
  }
  if (replacing.size) throw new Error(`types.json: ${name} has no input ${[...replacing].join(', ')}`);
  for (const key of [...fractions, ...secrets, ...Object.keys(csharpNames)]) {
    if (!used.has(key)) throw new Error(`types.json: ${name} has no property ${key}`);
  }
  return schema;
}

// The inputs of every resource and nested type, by "module/Type".
function* inputsByOwner({ resources, types }) {
  const owner = token => `${token.split(':')[1].split('/')[0]}/${token.split(':')[2]}`;
  for (const [token, { inputProperties }] of Object.entries(resources)) yield [owner(token), inputProperties];
  for (const [token, { properties }] of Object.entries(types)) if (properties) yield [owner(token), properties];
}

// "ec2/Instance" -> ec2/instance; file names do not always follow the type's own capitals.
function stem(folder, entry) {
  const parts = entry.split('/');
  const file = parts.pop();
  const inside = join(folder, ...parts);
  const found = readdirSync(inside).find(f => f.toLowerCase() === `${file}.d.ts`.toLowerCase());
  if (!found) throw new Error(`types.json: no ${entry} in ${folder}`);
  return join(inside, found.replace(/\.d\.ts$/, ''));
}
