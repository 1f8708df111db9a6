// What a provider's package declares, and whether inputs keep to it. The files are standin/contracts/*.json.
import { readFileSync } from 'node:fs';
import { UNKNOWN } from './values.mjs';

export class Contract {
  /** @param schema a cut of a Pulumi package schema */
  constructor(schema) {
    this.schema = schema;
    this.name = schema.name;
    this.version = schema.version;
  }

  static read(name) {
    return new Contract(JSON.parse(readFileSync(new URL(`../../../../standin/contracts/${name}.json`, import.meta.url), 'utf8')));
  }

  /** The resource of a type token. A token that the contract lacks is an error: nothing is guessed. */
  resource(token) {
    const found = this.schema.resources[token];
    if (!found) throw new Error(`${this.name} has no resource ${token}: standin/contracts/types.json lists those there are`);
    return found;
  }

  function(token) {
    const found = this.schema.functions[token];
    if (!found) throw new Error(`${this.name} has no function ${token}: standin/contracts/types.json lists those there are`);
    return found;
  }

  /** @returns {{property: string, reason: string}[]} */
  failures(token, inputs) {
    const { inputProperties, requiredInputs = [] } = this.resource(token);
    return this.#object(inputs, inputProperties, requiredInputs, '');
  }

  argumentFailures(token, args) {
    const { inputs } = this.function(token);
    return this.#object(args, inputs?.properties ?? {}, inputs?.required ?? [], '');
  }

  /** Nested values of a provider's configuration come as JSON text; only the names are checked. */
  configFailures(inputs) {
    const known = this.schema.provider.inputProperties;
    return Object.keys(inputs).filter(key => key !== 'version' && !known[key])
      .map(property => ({ property, reason: `the provider ${this.name} has no such setting` }));
  }

  /** The schema of a nested value; undefined for any. */
  typeOf(reference) {
    return reference === 'pulumi.json#/Any' ? undefined : this.schema.types[decodeURIComponent(reference.replace('#/types/', ''))];
  }

  #object(value, properties, required, at) {
    const path = key => (at ? `${at}.${key}` : key);
    const missing = required.filter(key => value[key] === undefined || value[key] === null)
      .map(key => ({ property: path(key), reason: 'is required' }));
    const given = Object.entries(value).flatMap(([key, item]) => properties[key]
      ? this.#value(item, properties[key], path(key))
      : [{ property: path(key), reason: 'there is no such property' }]);
    return [...missing, ...given];
  }

  #value(value, schema, at) {
    if (value === null || value === UNKNOWN) return [];
    const wrong = expected => [{ property: at, reason: `must be ${expected}, is ${Array.isArray(value) ? 'a list' : typeof value}` }];
    if (schema.oneOf) {
      const each = schema.oneOf.map(one => this.#value(value, one, at));
      return each.some(failures => failures.length === 0) ? [] : each[0];
    }
    if (schema.$ref) {
      const type = this.typeOf(schema.$ref);
      if (!type) return [];
      if (type.type !== 'object') return this.#value(value, type, at);
      return isMap(value) ? this.#object(value, type.properties ?? {}, type.required ?? [], at) : wrong('an object');
    }
    switch (schema.type) {
      case 'string': return typeof value === 'string' ? [] : wrong('text');
      case 'boolean': return typeof value === 'boolean' ? [] : wrong('true or false');
      case 'number': return typeof value === 'number' ? [] : wrong('a number');
      case 'integer': return Number.isInteger(value) ? [] : wrong('a whole number');
      case 'array': return Array.isArray(value) ? value.flatMap((item, i) => this.#value(item, schema.items, `${at}[${i}]`)) : wrong('a list');
      case 'object': return isMap(value)
        ? Object.entries(value).flatMap(([key, item]) => this.#value(item, schema.additionalProperties ?? { $ref: 'pulumi.json#/Any' }, `${at}.${key}`))
        : wrong('a map');
      default: throw new Error(`${at}: the contract has the type ${JSON.stringify(schema)}, which nothing here reads`);
    }
  }
}

const isMap = value => typeof value === 'object' && value !== null && !Array.isArray(value);
